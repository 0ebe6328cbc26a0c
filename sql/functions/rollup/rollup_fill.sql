-- Writes the totals of a period for the named measures from duties and accepted reports. There must be none yet, and the
-- caller holds the family's lock, so that no report is accepted meanwhile.
create or replace function thidua.rollup_fill(p_period_id uuid, p_measure_ids integer[]) returns void
language sql security definer
set search_path = thidua, pg_temp
as $$
  insert into rollup_total (period_id, path, measure_id, units, population, unknown, reported, numerator, denominator, met)
  select p_period_id, c.path, c.measure_id, c.units, c.population, c.unknown, c.reported, c.numerator, c.denominator, c.met
  from rollup_compute(p_period_id, p_measure_ids) c
$$;

alter function thidua.rollup_fill(uuid, integer[]) owner to thidua_owner;
