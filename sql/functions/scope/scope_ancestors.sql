-- Paths of the organisations above the acting one, from the root down, without its own.
create or replace function thidua.scope_ancestors() returns text[]
language sql stable parallel safe
return nullif(current_setting('thidua.ancestors', true), '')::text[];

alter function thidua.scope_ancestors() owner to thidua_owner;
grant execute on function thidua.scope_ancestors() to thidua_command, thidua_api, thidua_worker;
