-- Gives a role at an organisation of the own subtree to an account that is managed there. Nobody gives to himself; roles of
-- programs are given from the top alone.
create or replace function thidua.role_grant(p_user uuid, p_organisation uuid, p_role text, p_from date, p_to date,
  p_pointer text default '/role') returns thidua.role_assignment
language plpgsql
set search_path = thidua, pg_temp
as $$
declare
  v_organisation organisation := organisation_require(p_organisation, '/organisation_id');
  v_made role_assignment;
begin
  if p_user = scope_user() or (p_role = 'service' and scope_level() is distinct from 'central') then
    perform problem_invalid(p_pointer, 'role_not_grantable', jsonb_build_object('role', p_role));
  end if;
  insert into role_assignment (user_id, organisation_id, role, valid_from, valid_to, granted_by)
  values (p_user, v_organisation.id, p_role, coalesce(p_from, today()), p_to, scope_user())
  returning * into v_made;
  update user_account set scope_version = scope_version + 1 where id = p_user;
  perform audit('role.grant', 'user', p_user, v_organisation.path, null, role_assignment_json(v_made)::jsonb);
  return v_made;
end
$$;

alter function thidua.role_grant(uuid, uuid, text, date, date, text) owner to thidua_command;
