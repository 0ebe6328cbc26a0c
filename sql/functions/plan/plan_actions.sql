-- The commands that the actor may give to a plan now: what role and place allow, less the withdrawal of one that was
-- reported on.
create or replace function thidua.plan_actions(p thidua.plan) returns text[]
language plpgsql stable
set search_path = thidua, pg_temp
as $$
declare
  v_actions text[] := workflow_actions('plan', p.state, p.organisation_path);
begin
  if 'withdraw' = any (v_actions) and plan_reported(p.id) then
    v_actions := array_remove(v_actions, 'withdraw');
  end if;
  return v_actions;
end
$$;

alter function thidua.plan_actions(thidua.plan) owner to thidua_owner;
grant execute on function thidua.plan_actions(thidua.plan) to thidua_command, thidua_api;
