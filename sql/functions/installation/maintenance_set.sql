-- Begins or ends maintenance: reading goes on, changes are refused with the problem of that name.
create or replace function thidua.maintenance_set(p_on boolean) returns void
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
begin
  insert into installation (maintenance) values (p_on)
  on conflict (singleton) do update set maintenance = excluded.maintenance;
  perform pg_notify('thidua', 'maintenance');
end
$$;

alter function thidua.maintenance_set(boolean) owner to thidua_owner;
grant execute on function thidua.maintenance_set(boolean) to thidua_worker;
