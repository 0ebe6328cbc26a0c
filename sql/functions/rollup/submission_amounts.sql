-- What an accepted report adds to each measure of its family, on top of its duty. A ratio counts its own denominator
-- only where the duty knew no population; then the unit is unknown no more.
create or replace function thidua.submission_amounts(p_root_plan_id uuid, p_path text, p_level text, p_populations jsonb,
  p_report jsonb)
returns table (measure_id integer, unknown bigint, reported bigint, numerator numeric, denominator numeric, met bigint)
language sql stable parallel safe
as $$
  select r.measure_id,
         -(r.kind = 'ratio' and (p_populations ->> r.population_kind) is null)::integer::bigint,
         1::bigint,
         case when r.kind in ('ratio', 'count') then (v.value ->> 'numerator')::numeric else 0 end,
         case when r.kind = 'ratio' and (p_populations ->> r.population_kind) is null
           then (v.value ->> 'denominator')::numeric else 0 end,
         case when r.kind in ('unit_share', 'binary')
           then thidua.value_met(r.nested_minimum, v.value)::integer::bigint else 0 end
  from thidua.measure_rule r
  cross join lateral (select p_report -> r.code as value) v
  where r.root_plan_id = p_root_plan_id
    and thidua.indicator_owed(r, p_path, p_level, p_populations)
    and thidua.value_given(r.kind, r.nested_minimum, v.value)
$$;

alter function thidua.submission_amounts(uuid, text, text, jsonb, jsonb) owner to thidua_owner;
grant execute on function thidua.submission_amounts(uuid, text, text, jsonb, jsonb) to thidua_command, thidua_api;
