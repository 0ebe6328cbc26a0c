-- Where totals with their unfolded deltas differ from what duties and reports say, in one snapshot. No row: all is right.
create or replace function thidua.rollup_difference(p_period_id uuid)
returns table (path text, measure_id integer, kept numeric[], computed numeric[])
language sql stable security definer
set search_path = thidua, pg_temp
as $$
  with kept as (
    select k.path, k.measure_id,
           array[sum(units), sum(population), sum(unknown), sum(reported), sum(numerator), sum(denominator), sum(met)]
             as amounts
    from (
      select t.path, t.measure_id, units, population, unknown, reported, numerator, denominator, met
      from rollup_total t
      where t.period_id = p_period_id
      union all
      select node.path, d.measure_id, units, population, unknown, reported, numerator, denominator, met
      from rollup_delta d
      cross join lateral generate_series(4, length(d.path), 4) l (length)
      join organisation node on node.path = left(d.path, l.length) and node.level in ('central', 'province', 'upper')
      where d.period_id = p_period_id
    ) k
    group by 1, 2
  ), computed as (
    select c.path, c.measure_id,
           array[units, population, unknown, reported, numerator, denominator, met]::numeric[] as amounts
    from rollup_compute(p_period_id) c
  )
  select path, measure_id, k.amounts, c.amounts
  from kept k full join computed c using (path, measure_id)
  where coalesce(k.amounts, array_fill(0::numeric, '{7}')) <> coalesce(c.amounts, array_fill(0::numeric, '{7}'))
$$;

alter function thidua.rollup_difference(uuid) owner to thidua_owner;
