-- Every total that differs from what duties and reports say; no row when all is right.
select period_id, path, measure_id, kept, computed from thidua.rollup_verify()
