-- Targets that are weaker than the parent plan's without a reason, or were left out.
create or replace function thidua.plan_issue_faults(p_plan thidua.plan) returns jsonb
language plpgsql stable
set search_path = thidua, pg_temp
as $$
begin
  return (
    select jsonb_agg(problem_error(case when t.id is null then '/targets' else '/targets/' || t.place end,
      'weaker_than_parent', jsonb_build_object('indicator_code', i.code)) order by above.position)
    from target above
    join indicator i on i.id = above.indicator_id
    left join (
      select own.*, own as target, row_number() over (order by own.position) - 1 as place
      from target own
      where own.plan_id = p_plan.id
    ) t on t.indicator_id = above.indicator_id and t.phase_code is not distinct from above.phase_code
      and t.year is not distinct from above.year
    where above.plan_id = p_plan.parent_id
      and (t.id is null or t.weaker_reason is null and target_weaker(t.target, above)));
end
$$;

alter function thidua.plan_issue_faults(thidua.plan) owner to thidua_command;
