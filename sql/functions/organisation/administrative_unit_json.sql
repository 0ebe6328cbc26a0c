-- A province or commune as the API shows it.
create or replace function thidua.administrative_unit_json(u thidua.administrative_unit) returns json
language sql stable parallel safe
return json_build_object('code', u.code, 'level', u.level, 'kind', u.kind, 'name', u.name, 'name_en', u.name_en,
  'parent_code', u.parent_code, 'valid_from', u.valid_from, 'valid_to', u.valid_to);

alter function thidua.administrative_unit_json(thidua.administrative_unit) owner to thidua_owner;
grant execute on function thidua.administrative_unit_json(thidua.administrative_unit) to thidua_api;
