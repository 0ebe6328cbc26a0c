-- Every target of a plan at one node in one period that ends on p_on, figured out.
create or replace function thidua.progress_figures(p_plan_id uuid, p_root_plan_id uuid, p_period_id uuid, p_on date,
  p_path text, p_hi text, p_level text, p_target_id uuid)
returns table (target thidua.target, indicator thidua.indicator, numerator numeric, denominator numeric, value text,
  units bigint, reported bigint, missing bigint, unknown bigint, status text)
language sql stable
as $$
  select t, i, f.numerator, f.denominator,
         case when i.kind = 'count' then case when f.reported > 0 then trim_scale(f.numerator)::text end
           else thidua.percent(f.numerator, f.denominator)::text end,
         f.units, f.reported, f.units - f.reported, f.unknown,
         thidua.target_status(t.comparator, t.threshold, f.numerator, case i.kind when 'count' then 100 else f.denominator end,
           f.reported, f.units - f.reported, f.unknown,
           greatest(0, least(p_on, w.ends_on) - w.starts_on + 1), w.ends_on - w.starts_on + 1)
  from thidua.target t
  join thidua.indicator i on i.id = t.indicator_id
  left join thidua.plan_phase h on h.plan_id = t.plan_id and h.code = t.phase_code
  cross join lateral (
    select coalesce(h.starts_on, make_date(t.year, 1, 1)) as starts_on, coalesce(h.ends_on, make_date(t.year, 12, 31)) as ends_on
  ) w
  left join thidua.measure m on m.root_plan_id = p_root_plan_id and m.indicator_id = i.id
    and m.nested_minimum is not distinct from t.nested_minimum
  left join thidua.progress_amounts(p_period_id, p_path, p_hi, p_level) a on a.measure_id = m.id
  cross join lateral (
    select coalesce(a.units, 0) as units, coalesce(a.reported, 0) as reported, coalesce(a.unknown, 0) as unknown,
           case when i.kind in ('unit_share', 'binary') then coalesce(a.met, 0) else coalesce(a.numerator, 0) end as numerator,
           case when i.kind in ('unit_share', 'binary') then coalesce(a.units, 0)
             else coalesce(a.population + a.denominator, 0) end as denominator
  ) f
  where t.plan_id = p_plan_id and (p_target_id is null or t.id = p_target_id)
$$;

alter function thidua.progress_figures(uuid, uuid, uuid, date, text, text, text, uuid) owner to thidua_owner;
grant execute on function thidua.progress_figures(uuid, uuid, uuid, date, text, text, text, uuid) to thidua_api;
