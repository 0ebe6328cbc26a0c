-- Level of the acting organisation.
create or replace function thidua.scope_level() returns text
language sql stable parallel safe
return nullif(current_setting('thidua.level', true), '');

alter function thidua.scope_level() owner to thidua_owner;
grant execute on function thidua.scope_level() to thidua_command, thidua_api, thidua_worker;
