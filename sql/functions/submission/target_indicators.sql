-- The indicators for which a plan has a target whose phase or year holds on a day.
create or replace function thidua.target_indicators(p_plan_id uuid, p_on date) returns uuid[]
language plpgsql stable
set search_path = thidua, pg_temp
as $$
begin
  return array(
    select t.indicator_id
    from target t
    where t.plan_id = p_plan_id
      and (t.year = extract(year from p_on) or t.phase_code = any (array(
        select h.code from plan_phase h where h.plan_id = p_plan_id and p_on >= h.starts_on and p_on <= h.ends_on))));
end
$$;

alter function thidua.target_indicators(uuid, date) owner to thidua_owner;
