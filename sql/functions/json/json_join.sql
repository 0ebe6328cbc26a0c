-- The members of two objects as one, by their text: neither is taken apart. They must have no name in common.
create or replace function thidua.json_join(p_first json, p_second json) returns json
language sql immutable parallel safe
as $$
  select (left(p_first::text, -1) || ', ' || substr(p_second::text, 2))::json
$$;

alter function thidua.json_join(json, json) owner to thidua_owner;
grant execute on function thidua.json_join(json, json) to thidua_command, thidua_api;
