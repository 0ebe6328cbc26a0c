begin;

-- Cascade: to the views, functions and policies of the repeatable files, which the next deploy brings back.
drop table thidua.period, thidua.target, thidua.plan_phase, thidua.plan_movement, thidua.plan, thidua.indicator, thidua.movement cascade;

commit;
