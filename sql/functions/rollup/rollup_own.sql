-- What every organisation of a range of paths itself adds in a period, from duties and submissions alone: one row for each
-- source of amounts. p_measure_ids: only of these measures; null for all.
create or replace function thidua.rollup_own(p_period_id uuid, p_lo text, p_hi text, p_measure_ids integer[])
returns table (path text, level text, measure_id integer, units bigint, population numeric, unknown bigint,
  reported bigint, numerator numeric, denominator numeric, met bigint)
language sql stable parallel safe
as $$
  select d.organisation_path, d.level, a.measure_id, a.units, a.population, a.unknown, 0, 0, 0, 0
  from thidua.period p
  join thidua.duty d on d.period_id = p.id
  cross join lateral thidua.duty_amounts(p.plan_id, d.organisation_path, d.level, d.populations) a
  where p.id = p_period_id and d.organisation_path >= p_lo and d.organisation_path < p_hi
    and (p_measure_ids is null or a.measure_id = any (p_measure_ids))
  union all
  select d.organisation_path, d.level, a.measure_id, 0, 0, a.unknown, a.reported, a.numerator, a.denominator, a.met
  from thidua.period p
  join thidua.duty d on d.period_id = p.id
  join thidua.submission s on s.period_id = p.id and s.organisation_path = d.organisation_path and s.state = 'accepted'
  cross join lateral thidua.submission_amounts(p.plan_id, d.organisation_path, d.level, d.populations, s.values) a
  where p.id = p_period_id and d.organisation_path >= p_lo and d.organisation_path < p_hi
    and (p_measure_ids is null or a.measure_id = any (p_measure_ids))
  union all
  select d.organisation_path, d.level, m.id, 1, 0, 0, 0, 0, 0, 0
  from thidua.period p
  join thidua.duty d on d.period_id = p.id
  left join thidua.submission a on a.period_id = p.id and a.organisation_path = d.organisation_path
    and a.state = 'accepted'
  left join thidua.submission o on o.period_id = p.id and o.organisation_path = d.organisation_path
    and o.state in ('draft', 'submitted', 'returned')
  cross join lateral thidua.duty_statuses(a.id is not null, a.late, o.state, o.late) s (status)
  join thidua.measure m on m.root_plan_id = p.plan_id and m.status = s.status
  where p.id = p_period_id and d.organisation_path >= p_lo and d.organisation_path < p_hi
    and (p_measure_ids is null or m.id = any (p_measure_ids))
$$;

alter function thidua.rollup_own(uuid, text, text, integer[]) owner to thidua_owner;
grant execute on function thidua.rollup_own(uuid, text, text, integer[]) to thidua_api;
