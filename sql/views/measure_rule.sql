-- How each measure of a family is counted: the measure with what its indicator says. Statuses are not among them.
create or replace view thidua.measure_rule with (security_invoker = true) as
select m.id as measure_id, m.root_plan_id, m.nested_minimum, i.id as indicator_id, i.code, i.kind, i.population_kind,
       i.reporting_levels, i.source, i.organisation_path as keeper_path
from thidua.measure m
join thidua.indicator i on i.id = m.indicator_id;

alter view thidua.measure_rule owner to thidua_owner;
grant select on thidua.measure_rule to thidua_api, thidua_command;
