-- The totals of a period worked out anew from duties and accepted reports: the truth that rollup_total must equal, for
-- every node above the grassroots. Rows are added up at the nearest such node first, which leaves few to climb with. It
-- runs right after thousands of rows were written, when statistics still say that there are none: hence no nested loops.
create or replace function thidua.rollup_compute(p_period_id uuid, p_measure_ids integer[] default null)
returns table (path text, measure_id integer, units bigint, population numeric, unknown bigint, reported bigint,
  numerator numeric, denominator numeric, met bigint)
language sql stable security definer
set search_path = thidua, pg_temp
set enable_nestloop = off
set jit = off
set work_mem = '64MB'
as $$
  with nearest as (
    select case when o.level in ('central', 'province', 'upper') then o.path else left(o.path, -4) end as path,
           o.measure_id, sum(o.units) as units, sum(o.population) as population, sum(o.unknown) as unknown,
           sum(o.reported) as reported, sum(o.numerator) as numerator, sum(o.denominator) as denominator,
           sum(o.met) as met
    from rollup_own(p_period_id, '', '~', p_measure_ids) o
    group by 1, 2
  )
  select node.path, n.measure_id, sum(n.units)::bigint, sum(n.population), sum(n.unknown)::bigint,
         sum(n.reported)::bigint, sum(n.numerator), sum(n.denominator), sum(n.met)::bigint
  from nearest n
  cross join lateral generate_series(4, length(n.path), 4) l (length)
  join organisation node on node.path = left(n.path, l.length) and node.level in ('central', 'province', 'upper')
  group by 1, 2
$$;

alter function thidua.rollup_compute(uuid, integer[]) owner to thidua_owner;
