-- End of the subtree's range of paths, not included.
create or replace function thidua.scope_hi() returns text
language sql stable parallel safe
return current_setting('thidua.path_hi', true);

alter function thidua.scope_hi() owner to thidua_owner;
grant execute on function thidua.scope_hi() to thidua_command, thidua_api, thidua_worker;
