-- The request, for the audit trail.
create or replace function thidua.scope_request() returns uuid
language sql stable parallel safe
return nullif(current_setting('thidua.request_id', true), '')::uuid;

alter function thidua.scope_request() owner to thidua_owner;
grant execute on function thidua.scope_request() to thidua_command, thidua_api, thidua_worker;
