-- Refuses an actor who holds none of these roles at the acting organisation.
create or replace function thidua.scope_require_role(variadic p_roles text[]) returns void
language plpgsql stable
set search_path = thidua, pg_temp
as $$
begin
  if not thidua.scope_has_role(variadic p_roles) then
    perform problem('role-required', null, jsonb_build_object('roles', p_roles));
  end if;
end
$$;

alter function thidua.scope_require_role(text[]) owner to thidua_command;
grant execute on function thidua.scope_require_role(text[]) to thidua_api;
