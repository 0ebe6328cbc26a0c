-- Whether a plan that was issued measures an indicator. Asked across all scopes: the plan may be another organisation's.
create or replace function thidua.indicator_in_use(p_indicator_id uuid) returns boolean
language sql stable security definer
set search_path = thidua, pg_temp
as $$
  select exists (select from measure where indicator_id = p_indicator_id)
$$;

alter function thidua.indicator_in_use(uuid) owner to thidua_owner;
grant execute on function thidua.indicator_in_use(uuid) to thidua_command;
