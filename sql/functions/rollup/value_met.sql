-- Whether the value of a unit_share or binary indicator fulfils its condition.
create or replace function thidua.value_met(p_nested_minimum integer, p_value jsonb) returns boolean
language sql immutable parallel safe
as $$
  select case when p_nested_minimum is not null then (p_value ->> 'numerator')::numeric >= p_nested_minimum
    else (p_value ->> 'flag')::boolean end
$$;

alter function thidua.value_met(integer, jsonb) owner to thidua_owner;
grant execute on function thidua.value_met(integer, jsonb) to thidua_command, thidua_api;
