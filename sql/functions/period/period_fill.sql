-- What opening a period makes: its duties and, from them, its totals. No measure may be added to the family meanwhile.
create or replace function thidua.period_fill(p_period_id uuid) returns void
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_root uuid := (select plan_id from period where id = p_period_id);
begin
  perform family_lock(v_root, true);
  perform duty_make(p_period_id);
  perform rollup_fill(p_period_id, array_agg(m.id)) from measure m where m.root_plan_id = v_root;
end
$$;

alter function thidua.period_fill(uuid) owner to thidua_owner;
grant execute on function thidua.period_fill(uuid) to thidua_command;
