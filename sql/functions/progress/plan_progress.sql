-- Every target of a plan at one organisation, right up to the last accepted report. One moment: the
-- function sees a single snapshot.
create or replace function thidua.plan_progress(p_plan_id uuid, p_organisation_id uuid, p_period_id uuid, p_target_id uuid)
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
    'period', case when (w.period).id is not null then period_ref(w.period) end,
    'summary', json_build_object('achieved', f.achieved, 'on_track', f.on_track, 'behind', f.behind, 'no_data', f.no_data),
    'figures', coalesce(f.figures, '[]'), 'as_of', json_time(statement_timestamp()))::text
  from (
    select count(*) filter (where c.counts and g.status = 'achieved') as achieved,
           count(*) filter (where c.counts and g.status = 'on_track') as on_track,
           count(*) filter (where c.counts and g.status = 'behind') as behind,
           count(*) filter (where c.counts and g.status = 'no_data') as no_data,
           json_agg(json_build_object('target_id', (g.target).id, 'indicator', indicator_ref(g.indicator),
             'phase_code', (g.target).phase_code, 'year', (g.target).year, 'comparator', (g.target).comparator,
             'threshold', trim_scale((g.target).threshold)::text, 'implied', (g.target).implied,
             'wording', (g.target).wording, 'nested_minimum', (g.target).nested_minimum,
             'aspirational', (g.target).aspirational, 'numerator', trim_scale(g.numerator)::text,
             'denominator', trim_scale(g.denominator)::text, 'value', g.value, 'units', g.units, 'reported', g.reported,
             'missing', g.missing, 'unknown_population', g.unknown, 'status', g.status)
             order by (g.target).position) as figures
    from progress_figures((w.plan).id, (w.plan).root_id, (w.period).id, (w.period).ends_on, (w.organisation).path,
      (w.organisation).path || '~', (w.organisation).level, p_target_id) g
    cross join lateral (select not (g.target).aspirational as counts) c
  ) f;
end
$$;

alter function thidua.plan_progress(uuid, uuid, uuid, uuid) owner to thidua_owner;
grant execute on function thidua.plan_progress(uuid, uuid, uuid, uuid) to thidua_api;
