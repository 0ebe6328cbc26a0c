-- The organisation that the token names.
create or replace function thidua.scope_organisation() returns uuid
language sql stable parallel safe
return nullif(current_setting('thidua.organisation_id', true), '')::uuid;

alter function thidua.scope_organisation() owner to thidua_owner;
grant execute on function thidua.scope_organisation() to thidua_command, thidua_api, thidua_worker;
