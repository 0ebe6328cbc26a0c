-- Who acts. After a transaction a setting is '' rather than absent, so both mean: no scope.
create or replace function thidua.scope_user() returns uuid
language sql stable parallel safe
return nullif(current_setting('thidua.user_id', true), '')::uuid;

alter function thidua.scope_user() owner to thidua_owner;
grant execute on function thidua.scope_user() to thidua_command, thidua_api, thidua_worker;
