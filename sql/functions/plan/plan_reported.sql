-- Whether reports answer a plan, or a period of its family was opened by it. Asked across all scopes. Most plans are not
-- answered at all while a few are answered by everyone, which statistics cannot tell apart: hence no reading through.
create or replace function thidua.plan_reported(p_plan_id uuid) returns boolean
language sql stable security definer
set search_path = thidua, pg_temp
set enable_seqscan = off
as $$
  select exists (select from submission where plan_id = p_plan_id)
    or exists (select from period where plan_id = p_plan_id and state <> 'planned')
$$;

alter function thidua.plan_reported(uuid) owner to thidua_owner;
grant execute on function thidua.plan_reported(uuid) to thidua_command, thidua_api;
