-- Whether an organisation owes an indicator: it is below the indicator's keeper, stands on a level that is asked, and
-- has something to report about (of no members, no share can be trained).
create or replace function thidua.indicator_owed(p_rule thidua.measure_rule, p_path text, p_level text, p_populations jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select p_rule.source = 'reported'
    and p_level = any (p_rule.reporting_levels)
    and starts_with(p_path, p_rule.keeper_path)
    and (p_rule.kind <> 'ratio' or (p_populations ->> p_rule.population_kind) is distinct from '0')
$$;

alter function thidua.indicator_owed(thidua.measure_rule, text, text, jsonb) owner to thidua_owner;
grant execute on function thidua.indicator_owed(thidua.measure_rule, text, text, jsonb) to thidua_command, thidua_api;
