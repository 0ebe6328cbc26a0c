-- Records how many there were on a day. What a period's duties have taken over is kept as it is: record a later day instead.
create or replace function thidua.population_put(p_organisation uuid, p_kind text, p_as_of date, p_value bigint, out body text)
returns setof text
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_organisation organisation;
  v_old population;
  v_made population;
begin
  perform scope_require_role('reporter', 'approver', 'administrator');
  select * into v_organisation from organisation o
  where o.id = p_organisation and o.path >= scope_lo() and o.path < scope_hi();
  if not found then
    return;
  elsif v_organisation.path <> scope_lo() and not scope_has_role('approver', 'administrator') then
    perform problem('role-required', null, '{"roles": ["approver", "administrator"]}');
  elsif p_as_of > today() then
    perform problem('validation-failed', '[{"parameter": "as_of", "code": "not_allowed"}]');
  end if;
  select * into v_old from population
  where organisation_id = p_organisation and kind = p_kind and as_of = p_as_of for update;
  if v_old.value <> p_value and exists (
    select from duty d join period p on p.id = d.period_id
    where d.organisation_id = p_organisation and p.ends_on >= p_as_of and p.opened_at >= v_old.recorded_at) then
    perform problem('population-frozen');
  end if;
  insert into population (organisation_id, kind, as_of, value) values (p_organisation, p_kind, p_as_of, p_value)
  on conflict (organisation_id, kind, as_of) do update set value = excluded.value, recorded_at = now()
  returning * into v_made;
  perform audit('population.put', 'organisation', p_organisation, v_organisation.path, null,
    jsonb_build_object('kind', p_kind, 'as_of', p_as_of, 'value', p_value, 'before', v_old.value));
  body := population_json(v_made);
  return next;
end
$$;

alter function thidua.population_put(uuid, text, date, bigint) owner to thidua_command;
grant execute on function thidua.population_put(uuid, text, date, bigint) to thidua_api;
