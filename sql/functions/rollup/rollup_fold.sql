-- Moves every delta that is visible now into the totals of its ancestors, and of its own node where that is above the
-- grassroots. Deleting and adding are one statement, so each snapshot counts a change once: as a delta or in a total.
-- Added up at the nearest node first, which halves the work of climbing with every delta; eight levels above the grassroots
-- are climbed, twice as many as there are.
-- Gives the number of deltas folded; null when another session is folding.
create or replace function thidua.rollup_fold() returns bigint
language plpgsql security definer
set search_path = thidua, pg_temp
set work_mem = '64MB'
as $$
declare
  v_folded bigint;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('thidua.rollup_fold', 0)) then
    return null;
  end if;
  with gone as (
    delete from rollup_delta returning *
  ), nearest as (
    select g.period_id, g.measure_id, coalesce(node.path, left(g.path, -4)) as path, sum(g.units) as units,
           sum(g.population) as population, sum(g.unknown) as unknown, sum(g.reported) as reported,
           sum(g.numerator) as numerator, sum(g.denominator) as denominator, sum(g.met) as met
    from gone g
    left join organisation node on node.path = g.path and node.level in ('central', 'province', 'upper')
    group by 1, 2, 3
  ), added as (
    select n.period_id, node.path, n.measure_id, sum(n.units) as units, sum(n.population) as population,
           sum(n.unknown) as unknown, sum(n.reported) as reported, sum(n.numerator) as numerator,
           sum(n.denominator) as denominator, sum(n.met) as met
    from nearest n
    join (values (4), (8), (12), (16), (20), (24), (28), (32)) l (length) on l.length <= length(n.path)
    join organisation node on node.path = left(n.path, l.length) and node.level in ('central', 'province', 'upper')
    group by 1, 2, 3
  ), kept as (
    insert into rollup_total as t
      (period_id, path, measure_id, units, population, unknown, reported, numerator, denominator, met)
    select * from added
    on conflict (period_id, path, measure_id) do update set
      units = t.units + excluded.units, population = t.population + excluded.population,
      unknown = t.unknown + excluded.unknown, reported = t.reported + excluded.reported,
      numerator = t.numerator + excluded.numerator, denominator = t.denominator + excluded.denominator,
      met = t.met + excluded.met
  )
  select count(*) into v_folded from gone;
  return v_folded;
end
$$;

alter function thidua.rollup_fold() owner to thidua_owner;
grant execute on function thidua.rollup_fold() to thidua_worker;
