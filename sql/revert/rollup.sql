begin;

-- Cascade: to the views, functions and policies of the repeatable files, which the next deploy brings back.
drop table thidua.rollup_total, thidua.rollup_delta, thidua.measure cascade;

commit;
