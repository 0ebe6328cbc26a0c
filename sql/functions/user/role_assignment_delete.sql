-- Ends a role today; one that has not held a full day yet never was.
create or replace function thidua.role_assignment_delete(p_id uuid, out body text) returns setof text
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_role role_assignment;
  v_path text;
begin
  perform scope_require_role('administrator');
  select r.* into v_role
  from role_assignment r
  where r.id = p_id and (r.valid_to is null or r.valid_to > today())
  for update;
  select o.path into v_path from organisation o where o.id = v_role.organisation_id and scope_covers(o.path);
  if v_path is null or (user_take(v_role.user_id, '*')).id is null then
    return;
  end if;
  if v_role.valid_from >= today() then
    delete from role_assignment where id = p_id;
  else
    update role_assignment set valid_to = today() where id = p_id;
  end if;
  update user_account
  set scope_version = scope_version + 1, version = version + 1, updated_at = now()
  where id = v_role.user_id;
  perform audit('role.end', 'user', v_role.user_id, v_path, null, role_assignment_json(v_role)::jsonb);
  return next;
end
$$;

alter function thidua.role_assignment_delete(uuid) owner to thidua_command;
grant execute on function thidua.role_assignment_delete(uuid) to thidua_api;
