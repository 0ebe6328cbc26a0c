-- The indicators for which a plan has a target whose phase or year holds on a day.
create or replace function thidua.target_indicators(p_plan_id uuid, p_on date) returns uuid[]
language plpgsql stable
as $$
begin
  return array(
    select t.indicator_id
    from thidua.target t
    left join thidua.plan_phase h on h.plan_id = t.plan_id and h.code = t.phase_code
    where t.plan_id = p_plan_id
      and p_on >= coalesce(h.starts_on, make_date(t.year, 1, 1)) and p_on <= coalesce(h.ends_on, make_date(t.year, 12, 31)));
end
$$;

alter function thidua.target_indicators(uuid, date) owner to thidua_owner;
