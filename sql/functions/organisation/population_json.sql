-- A population as the API shows it.
create or replace function thidua.population_json(p thidua.population) returns json
language sql stable parallel safe
return json_build_object('organisation_id', p.organisation_id, 'kind', p.kind, 'as_of', p.as_of, 'value', p.value,
  'recorded_at', thidua.json_time(p.recorded_at));

alter function thidua.population_json(thidua.population) owner to thidua_owner;
grant execute on function thidua.population_json(thidua.population) to thidua_command, thidua_api;
