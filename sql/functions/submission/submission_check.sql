-- Looks over a report's values, indicator by indicator.
--   p_plan_id   the plan that is answered: what its targets cover must be answered
--   p_last      values accepted for the period before, for the warnings
--   p_complete  the report is to be sent
--   faults      all that is wrong, each with its pointer; null when nothing is
--   filled      the values with the denominators that the duty knows
--   warnings    what to look at twice
create or replace function thidua.submission_check(p_duty thidua.duty, p_period thidua.period, p_plan_id uuid, p_values jsonb,
  p_last jsonb, p_complete boolean, out faults jsonb, out filled jsonb, out warnings jsonb)
language plpgsql stable security definer
set search_path = thidua, pg_temp
as $$
declare
  v_asked uuid[] := case when p_complete then target_indicators(p_plan_id, p_period.ends_on) end;
begin
  with line as materialized (
    select r.code, r.kind, r.nested_minimum, p_duty.populations ->> r.population_kind as population, p_values -> r.code as value,
           indicator_owed(r, p_duty.organisation_path, p_duty.level, p_duty.populations)
             and r.indicator_id = any (v_asked) as required
    from measure_rule r
    where r.root_plan_id = p_period.plan_id and r.source = 'reported' and p_duty.level = any (r.reporting_levels)
      and starts_with(p_duty.organisation_path, r.keeper_path)
  )
  select (
      select jsonb_agg(problem_error(f.pointer, f.code) order by f.pointer)
      from (
        select '/values/' || l.code || '/' || f.member as pointer, f.code
        from line l
        cross join lateral value_faults(l.kind, l.nested_minimum, l.population, l.value, l.required, p_complete) f
        union
        select '/values/' || k, 'unknown_indicator'
        from jsonb_object_keys(p_values) k
        where k not in (select l.code from line l)
      ) f
    ), (
      select p_values || coalesce(jsonb_object_agg(l.code, l.value || jsonb_build_object('denominator', l.population)), '{}')
      from line l
      where l.kind = 'ratio' and l.value ? 'numerator' and not l.value ? 'denominator' and l.population is not null
    ), (
      select coalesce(jsonb_agg(jsonb_build_object('code', w.code, 'pointer', '/values/' || l.code || '/' || w.member,
        'params', w.params) order by l.code), '[]')
      from line l
      cross join lateral value_warnings(l.population, l.value, p_last -> l.code) w
      where p_complete and l.kind = 'ratio'
    )
  into faults, filled, warnings;
end
$$;

alter function thidua.submission_check(thidua.duty, thidua.period, uuid, jsonb, jsonb, boolean) owner to thidua_owner;
grant execute on function thidua.submission_check(thidua.duty, thidua.period, uuid, jsonb, jsonb, boolean) to thidua_command;
