-- Roles held at the acting organisation. Null without scope, so that no comparison with it is true.
create or replace function thidua.scope_roles() returns text[]
language sql stable parallel safe
return string_to_array(nullif(current_setting('thidua.roles', true), ''), ',');

alter function thidua.scope_roles() owner to thidua_owner;
grant execute on function thidua.scope_roles() to thidua_command, thidua_api, thidua_worker;
