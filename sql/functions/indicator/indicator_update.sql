-- Changes an indicator; its keeper alone may. How it is counted is fixed once an issued plan measures it.
create or replace function thidua.indicator_update(p_id uuid, p_version text, p_patch jsonb, out body text, out etag text)
returns setof record
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_old indicator;
  v_own organisation;
  v_new indicator;
begin
  select * into v_old from indicator where id = p_id;
  if not found then
    return;
  end if;
  select * into v_own from organisation where id = v_old.organisation_id;
  if not version_matches(p_version, v_old.version) then
    perform problem_version(v_old.version, null, indicator_json(v_old, v_own)::jsonb);
  elsif v_old.organisation_path is distinct from scope_lo() then
    perform problem('role-required', null, '{"roles": ["approver", "administrator"]}');
  end if;
  perform scope_require_role('approver', 'administrator');
  v_new := jsonb_populate_record(v_old, indicator_patch(p_patch));
  if v_new.population_kind is not null and v_new.kind <> 'ratio' then
    perform problem_invalid('/population_kind', 'not_allowed');
  elsif (v_new.code, v_new.kind, v_new.population_kind, v_new.accumulation, v_new.direction, v_new.reporting_levels, v_new.source)
      is distinct from
      (v_old.code, v_old.kind, v_old.population_kind, v_old.accumulation, v_old.direction, v_old.reporting_levels, v_old.source)
      and indicator_in_use(p_id) then
    perform problem('indicator-in-use');
  end if;
  update indicator i
  set (code, family, name, name_en, kind, population_kind, population, numerator, denominator, unit, accumulation,
      direction, reporting_levels, evidence, source, state, version, updated_at)
    = (v_new.code, v_new.family, v_new.name, v_new.name_en, v_new.kind, v_new.population_kind, v_new.population,
      v_new.numerator, v_new.denominator, v_new.unit, v_new.accumulation, v_new.direction, v_new.reporting_levels,
      v_new.evidence, v_new.source, v_new.state, i.version + 1, now())
  where i.id = p_id and i.version = v_old.version
  returning * into v_new;
  if not found then
    return query select * from indicator_update(p_id, p_version, p_patch); -- somebody was faster: look again
    return;
  end if;
  perform audit('indicator.update', 'indicator', p_id, v_new.organisation_path, v_new.version, p_patch);
  body := indicator_json(v_new, v_own);
  etag := v_new.version;
  return next;
end
$$;

alter function thidua.indicator_update(uuid, text, jsonb) owner to thidua_command;
grant execute on function thidua.indicator_update(uuid, text, jsonb) to thidua_api;
