-- The sign-in that the token belongs to.
create or replace function thidua.scope_session() returns uuid
language sql stable parallel safe
return nullif(current_setting('thidua.session_id', true), '')::uuid;

alter function thidua.scope_session() owner to thidua_owner;
grant execute on function thidua.scope_session() to thidua_command, thidua_api, thidua_worker;
