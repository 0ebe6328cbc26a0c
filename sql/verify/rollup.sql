begin;

select id, root_plan_id, indicator_id, nested_minimum, status
from thidua.measure where false;

select period_id, measure_id, path, units, population, unknown, reported, numerator, denominator, met
from thidua.rollup_delta where false;

select period_id, path, measure_id, units, population, unknown, reported, numerator, denominator, met
from thidua.rollup_total where false;

rollback;
