-- Appends what the first accepted report of a duty adds: its amounts, and the duty's move from p_from to accepted.
create or replace function thidua.delta_accepted(p_duty thidua.duty, p_period thidua.period, p_from text, p_values jsonb)
returns void
language plpgsql
set search_path = thidua, pg_temp
as $$
begin
  insert into rollup_delta (period_id, measure_id, path, units, unknown, reported, numerator, denominator, met)
  select p_period.id, a.measure_id, p_duty.organisation_path, 0, a.unknown, a.reported, a.numerator, a.denominator, a.met
  from submission_amounts(p_period.plan_id, p_duty.organisation_path, p_duty.level, p_duty.populations, p_values) a
  union all
  select p_period.id, m.id, p_duty.organisation_path, case m.status when p_from then -1 else 1 end, 0, 0, 0, 0, 0
  from measure m
  where m.root_plan_id = p_period.plan_id and m.status in (p_from, 'accepted');
end
$$;

alter function thidua.delta_accepted(thidua.duty, thidua.period, text, jsonb) owner to thidua_command;
