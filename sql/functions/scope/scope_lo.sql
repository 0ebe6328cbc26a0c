-- Start of the subtree's range of paths, and the path of the acting organisation itself. Nothing is below '' or null.
create or replace function thidua.scope_lo() returns text
language sql stable parallel safe
return current_setting('thidua.path_lo', true);

alter function thidua.scope_lo() owner to thidua_owner;
grant execute on function thidua.scope_lo() to thidua_command, thidua_api, thidua_worker;
