-- Moves every delta that is visible now into the totals of its ancestors, and of its own node where that is above the
-- grassroots. Deleting and adding are one statement, so each snapshot counts a change once: as a delta or in a total.
-- Gives the number of deltas folded; null when another session is folding.
create or replace function thidua.rollup_fold() returns bigint
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_folded bigint;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('thidua.rollup_fold', 0)) then
    return null;
  end if;
  with gone as (
    delete from rollup_delta returning *
  ), added as (
    select g.period_id, node.path, g.measure_id, sum(g.units) as units, sum(g.population) as population,
           sum(g.unknown) as unknown, sum(g.reported) as reported, sum(g.numerator) as numerator,
           sum(g.denominator) as denominator, sum(g.met) as met
    from gone g
    cross join lateral generate_series(4, length(g.path), 4) l (length)
    join organisation node on node.path = left(g.path, l.length) and node.level in ('central', 'province', 'upper')
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
