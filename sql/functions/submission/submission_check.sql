-- Looks over a report's values, indicator by indicator, in one pass.
--   p_plan_id   the plan that is answered: what its targets cover must be answered
--   p_last      values accepted for the period before, for the warnings
--   p_complete  the report is to be sent
--   faults      all that is wrong, each with its pointer; null when nothing is
--   filled      the values with the denominators that the duty knows
--   warnings    what to look at twice
create or replace function thidua.submission_check(p_duty thidua.duty, p_period thidua.period, p_plan_id uuid, p_values jsonb,
  p_last jsonb, p_complete boolean, out faults jsonb, out filled jsonb, out warnings jsonb)
language plpgsql stable security definer
set search_path = thidua, pg_temp
as $$
declare
  v_asked uuid[] := case when p_complete then target_indicators(p_plan_id, p_period.ends_on) end;
  v_codes text[];
begin
  select array_agg(l.code), jsonb_object_agg(l.code, l.faults) filter (where cardinality(l.faults) > 0),
         p_values || coalesce(jsonb_object_agg(l.code, l.value || jsonb_build_object('denominator', l.population))
           filter (where l.kind = 'ratio' and l.value ? 'numerator' and not l.value ? 'denominator'
             and l.population is not null), '{}'),
         jsonb_object_agg(l.code, l.warnings) filter (where cardinality(l.warnings) > 0)
  into v_codes, faults, filled, warnings
  from (
    select r.code, r.kind, v.population, v.value,
           value_faults(r.kind, r.nested_minimum, v.population, v.value,
             r.indicator_id = any (v_asked) and indicator_owed(r, p_duty.organisation_path, p_duty.level, p_duty.populations),
             p_complete) as faults,
           case when p_complete and r.kind = 'ratio' then value_warnings(v.population::numeric, (v.value ->> 'numerator')::numeric,
             coalesce(v.value ->> 'denominator', v.population)::numeric, (v.last ->> 'numerator')::numeric,
             (v.last ->> 'denominator')::numeric) end as warnings
    from measure_rule r
    cross join lateral (select p_duty.populations ->> r.population_kind as population, p_values -> r.code as value,
      p_last -> r.code as last) v
    where r.root_plan_id = p_period.plan_id and r.source = 'reported' and p_duty.level = any (r.reporting_levels)
      and starts_with(p_duty.organisation_path, r.keeper_path)
  ) l;
  warnings := submission_warnings(warnings);
  if faults is not null or p_values - coalesce(v_codes, '{}') <> '{}' then
    faults := submission_faults(faults, p_values - coalesce(v_codes, '{}'));
  end if;
end
$$;

alter function thidua.submission_check(thidua.duty, thidua.period, uuid, jsonb, jsonb, boolean) owner to thidua_owner;
grant execute on function thidua.submission_check(thidua.duty, thidua.period, uuid, jsonb, jsonb, boolean) to thidua_command;
