-- Appends that a duty moved from one standing to another; null is none. p_late: by how much the number of late ones changes.
create or replace function thidua.delta_statuses(p_period thidua.period, p_path text, p_from text, p_to text, p_late integer default 0)
returns void
language plpgsql
set search_path = thidua, pg_temp
as $$
begin
  insert into rollup_delta (period_id, measure_id, path, units)
  select p_period.id, m.id, p_path,
         case m.status when 'late' then p_late when p_to then 1 else -1 end
  from measure m
  where m.root_plan_id = p_period.plan_id
    and (m.status = p_from or m.status = p_to or m.status = 'late' and p_late <> 0)
    and p_from is distinct from p_to;
end
$$;

alter function thidua.delta_statuses(thidua.period, text, text, text, integer) owner to thidua_command;
