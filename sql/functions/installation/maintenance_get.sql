-- Whether changes are refused for now. Asked by every worker process when it connects and when it is told of a change.
create or replace function thidua.maintenance_get() returns boolean
language sql stable security definer
set search_path = thidua, pg_temp
return (select coalesce(bool_or(maintenance), false) from thidua.installation);

alter function thidua.maintenance_get() owner to thidua_owner;
grant execute on function thidua.maintenance_get() to thidua_api;
