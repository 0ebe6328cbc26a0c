-- An indicator as targets and figures name it.
create or replace function thidua.indicator_ref(i thidua.indicator) returns json
language sql stable parallel safe
as $$
  select json_build_object('id', i.id, 'code', i.code, 'name', i.name, 'name_en', i.name_en, 'kind', i.kind, 'unit', i.unit)
$$;

alter function thidua.indicator_ref(thidua.indicator) owner to thidua_owner;
grant execute on function thidua.indicator_ref(thidua.indicator) to thidua_command, thidua_api;
