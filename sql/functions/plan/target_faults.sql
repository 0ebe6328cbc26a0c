-- What is wrong with the targets that a client sends.
create or replace function thidua.target_faults(p_targets jsonb, p_phases text[])
returns table (place bigint, member text, code text, params jsonb)
language sql stable
as $$
  with sent as (
    select number - 1 as place, t ->> 'phase_code' as phase_code, t ->> 'year' as year,
           t ->> 'indicator_id' as indicator_id, t ->> 'indicator_code' as indicator_code,
           (t ->> 'threshold')::numeric as threshold, t ->> 'nested_minimum' as nested_minimum, i.id, i.kind,
           count(*) over (partition by i.id, t ->> 'phase_code', t ->> 'year') as same
    from jsonb_array_elements(p_targets) with ordinality x (t, number)
    left join thidua.indicator i on i.id = (t ->> 'indicator_id')::uuid or i.code = t ->> 'indicator_code'
  )
  select s.place, f.member, f.code, coalesce(f.params, '{}')::jsonb
  from sent s
  cross join lateral (values
    ('', 'one_of_two', num_nonnulls(s.indicator_id, s.indicator_code) <> 1, '{"names": "indicator_id, indicator_code"}'),
    (case when s.indicator_id is null then '/indicator_code' else '/indicator_id' end, 'not_found',
      num_nonnulls(s.indicator_id, s.indicator_code) = 1 and s.id is null, null),
    ('', 'one_of_two', num_nonnulls(s.phase_code, s.year) <> 1, '{"names": "phase_code, year"}'),
    ('/phase_code', 'phase_unknown', s.phase_code is not null and s.phase_code <> all (p_phases), null),
    ('', 'repeated', s.id is not null and s.same > 1, null),
    ('/threshold', 'negative', s.threshold < 0, null),
    ('/threshold', 'maximum', s.threshold >= 1e8, '{"maximum": 99999999}'),
    ('/nested_minimum', 'not_allowed', s.nested_minimum is not null and s.kind <> 'unit_share', null)
  ) f (member, code, wrong, params)
  where f.wrong
$$;

alter function thidua.target_faults(jsonb, text[]) owner to thidua_command;
