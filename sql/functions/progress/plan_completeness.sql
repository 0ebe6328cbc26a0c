-- Who has reported and who has not, at one organisation.
create or replace function thidua.plan_completeness(p_plan_id uuid, p_organisation_id uuid, p_period_id uuid)
returns setof text
language plpgsql stable
set search_path = thidua, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  w record;
begin
  select * into w from progress_place(p_plan_id, p_organisation_id, p_period_id);
  if not found then
    return;
  end if;
  return query
  select json_build_object('plan', plan_ref(w.plan), 'organisation', organisation_ref(w.organisation),
    'period', case when (w.period).id is not null then period_ref(w.period) end, 'counts', c.counts,
    'as_of', json_time(statement_timestamp()))::text
  from completeness_counts((w.plan).root_id, (w.period).id, (w.organisation).path,
    (w.organisation).path || '~', (w.organisation).level) c;
end
$$;

alter function thidua.plan_completeness(uuid, uuid, uuid) owner to thidua_owner;
grant execute on function thidua.plan_completeness(uuid, uuid, uuid) to thidua_api;
