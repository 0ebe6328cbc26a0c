-- What a duty alone adds to each measure of its family: the unit, and its population as it was when the period opened.
create or replace function thidua.duty_amounts(p_root_plan_id uuid, p_path text, p_level text, p_populations jsonb)
returns table (measure_id integer, units bigint, population numeric, unknown bigint)
language sql stable parallel safe
as $$
  select r.measure_id, 1::bigint,
         case when r.kind = 'ratio' then coalesce((p_populations ->> r.population_kind)::numeric, 0) else 0 end,
         (r.kind = 'ratio' and (p_populations ->> r.population_kind) is null)::integer::bigint
  from thidua.measure_rule r
  where r.root_plan_id = p_root_plan_id
    and thidua.indicator_owed(r, p_path, p_level, p_populations)
$$;

alter function thidua.duty_amounts(uuid, text, text, jsonb) owner to thidua_owner;
grant execute on function thidua.duty_amounts(uuid, text, text, jsonb) to thidua_command, thidua_api;
