-- The amounts of one node in one period, right up to the last commit. Above the grassroots: what is folded, and the deltas
-- below the node that are not. From the grassroots down: added up from the few duties and reports themselves.
--   p_hi  path || '~', made by the caller: put together here it could not bound an index scan under row level security
create or replace function thidua.progress_amounts(p_period_id uuid, p_path text, p_hi text, p_level text)
returns table (measure_id integer, units bigint, population numeric, unknown bigint, reported bigint, numerator numeric,
  denominator numeric, met bigint)
language sql stable
as $$
  select a.measure_id, sum(a.units)::bigint, sum(a.population), sum(a.unknown)::bigint, sum(a.reported)::bigint,
         sum(a.numerator), sum(a.denominator), sum(a.met)::bigint
  from (
    select t.measure_id, t.units, t.population, t.unknown, t.reported, t.numerator, t.denominator, t.met
    from thidua.rollup_total t
    where t.period_id = p_period_id and t.path = p_path and p_level in ('central', 'province', 'upper')
    union all
    select d.measure_id, d.units, d.population, d.unknown, d.reported, d.numerator, d.denominator, d.met
    from thidua.rollup_delta d
    where d.period_id = p_period_id and d.path >= p_path and d.path < p_hi
      and p_level in ('central', 'province', 'upper')
    union all
    select o.measure_id, o.units, o.population, o.unknown, o.reported, o.numerator, o.denominator, o.met
    from thidua.rollup_own(p_period_id, p_path, p_hi, null) o
    where p_level not in ('central', 'province', 'upper')
  ) a
  group by a.measure_id
$$;

alter function thidua.progress_amounts(uuid, text, text, text) owner to thidua_owner;
grant execute on function thidua.progress_amounts(uuid, text, text, text) to thidua_api;
