-- The members that a comma-separated list names; all of them when there is no list.
create or replace function thidua.json_pick(p_document jsonb, p_fields text) returns jsonb
language sql stable parallel safe
return case when p_fields is null then p_document else
  (select coalesce(jsonb_object_agg(m.key, m.value), '{}')
   from jsonb_each(p_document) m
   where m.key = any (string_to_array(p_fields, ','))) end;

alter function thidua.json_pick(jsonb, text) owner to thidua_owner;
grant execute on function thidua.json_pick(jsonb, text) to thidua_command, thidua_api;
