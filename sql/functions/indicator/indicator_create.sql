-- Defines an indicator, kept by the acting organisation.
create or replace function thidua.indicator_create(p_body jsonb, out body text, out etag text, out location text)
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_own organisation;
  v_made indicator;
begin
  perform scope_require_role('approver', 'administrator');
  v_own := organisation_require(scope_organisation(), '');
  if p_body ->> 'population_kind' is not null and p_body ->> 'kind' <> 'ratio' then
    perform problem_invalid('/population_kind', 'not_allowed');
  end if;
  insert into indicator (id, code, organisation_id, organisation_path, family, name, name_en, kind, population_kind,
    population, numerator, denominator, unit, accumulation, direction, reporting_levels, evidence, source)
  values (coalesce((p_body ->> 'id')::uuid, uuid_v7()), p_body ->> 'code', v_own.id, v_own.path,
    json_text(p_body, 'family'), json_text(p_body, 'name'), json_text(p_body, 'name_en'), p_body ->> 'kind',
    p_body ->> 'population_kind', json_text(p_body, 'population'), json_text(p_body, 'numerator'),
    json_text(p_body, 'denominator'),
    coalesce(json_text(p_body, 'unit'), case when p_body ->> 'kind' in ('ratio', 'unit_share', 'binary') then 'percent' else 'count' end),
    coalesce(p_body ->> 'accumulation', 'stock'), coalesce(p_body ->> 'direction', 'up'),
    coalesce((select array_agg(distinct l) from jsonb_array_elements_text(p_body -> 'reporting_levels') l), '{grassroots}'),
    json_text(p_body, 'evidence'), coalesce(p_body ->> 'source', 'reported'))
  returning * into v_made;
  perform audit('indicator.create', 'indicator', v_made.id, v_own.path, v_made.version);
  body := indicator_json(v_made, v_own);
  etag := v_made.version;
  location := '/v1/indicators/' || v_made.id;
end
$$;

alter function thidua.indicator_create(jsonb) owner to thidua_command;
grant execute on function thidua.indicator_create(jsonb) to thidua_api;
