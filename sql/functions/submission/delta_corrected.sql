-- Appends by how much the values that count for a duty have changed. The duty stands where it stood.
create or replace function thidua.delta_corrected(p_duty thidua.duty, p_period thidua.period, p_before jsonb, p_after jsonb)
returns void
language plpgsql
set search_path = thidua, pg_temp
as $$
begin
  insert into rollup_delta (period_id, measure_id, path, unknown, reported, numerator, denominator, met)
  select p_period.id, c.measure_id, p_duty.organisation_path, sum(c.unknown * c.sign), sum(c.reported * c.sign),
         sum(c.numerator * c.sign), sum(c.denominator * c.sign), sum(c.met * c.sign)
  from (
    select 1 as sign, a.*
    from submission_amounts(p_period.plan_id, p_duty.organisation_path, p_duty.level, p_duty.populations, p_after) a
    union all
    select -1, b.*
    from submission_amounts(p_period.plan_id, p_duty.organisation_path, p_duty.level, p_duty.populations, p_before) b
  ) c
  group by c.measure_id;
end
$$;

alter function thidua.delta_corrected(thidua.duty, thidua.period, jsonb, jsonb) owner to thidua_command;
