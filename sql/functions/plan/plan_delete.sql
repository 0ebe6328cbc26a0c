-- Throws a draft away. Gives one row when it is gone.
create or replace function thidua.plan_delete(p_id uuid, p_version text, out body text)
returns setof text
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_plan plan;
begin
  select * into v_plan from plan where id = p_id;
  if not found then
    return;
  elsif not version_matches(p_version, v_plan.version) then
    perform problem_version(v_plan.version, v_plan.mutation_id, plan_json(v_plan));
  end if;
  perform workflow_next('plan', v_plan.state, 'delete', v_plan.organisation_path);
  -- Before the plan itself: what it takes along goes phases first, and targets hold on to phases.
  delete from target where plan_id = p_id;
  delete from plan where id = p_id and version = v_plan.version;
  if not found then
    return query select * from plan_delete(p_id, p_version); -- somebody was faster: look again
    return;
  end if;
  perform audit('plan.delete', 'plan', p_id, v_plan.organisation_path, v_plan.version,
    jsonb_build_object('symbol', v_plan.symbol, 'title', v_plan.title));
  return next;
end
$$;

alter function thidua.plan_delete(uuid, text) owner to thidua_command;
grant execute on function thidua.plan_delete(uuid, text) to thidua_api;
