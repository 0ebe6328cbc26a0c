-- Whether the actor holds any of these roles: scope_has_role('approver', 'administrator').
create or replace function thidua.scope_has_role(variadic p_roles text[]) returns boolean
language sql stable parallel safe
return coalesce(thidua.scope_roles() && p_roles, false);

alter function thidua.scope_has_role(text[]) owner to thidua_owner;
grant execute on function thidua.scope_has_role(text[]) to thidua_command, thidua_api, thidua_worker;
