-- An indicator as the API shows it.
create or replace function thidua.indicator_json(i thidua.indicator, o thidua.organisation) returns json
language sql stable parallel safe
as $$
  select json_build_object('id', i.id, 'code', i.code, 'organisation_id', i.organisation_id,
    'organisation', thidua.organisation_ref(o), 'family', i.family, 'name', i.name, 'name_en', i.name_en, 'kind', i.kind,
    'population_kind', i.population_kind, 'population', i.population, 'numerator', i.numerator,
    'denominator', i.denominator, 'unit', i.unit, 'accumulation', i.accumulation, 'direction', i.direction,
    'reporting_levels', i.reporting_levels, 'evidence', i.evidence, 'source', i.source, 'state', i.state,
    'version', i.version, 'created_at', thidua.json_time(i.created_at), 'updated_at', thidua.json_time(i.updated_at))
$$;

alter function thidua.indicator_json(thidua.indicator, thidua.organisation) owner to thidua_owner;
grant execute on function thidua.indicator_json(thidua.indicator, thidua.organisation) to thidua_command, thidua_api;
