-- An account as the API shows it, as far as the actor sees it; with its roles on demand. Roles that have ended are left out.
create or replace function thidua.user_json(p_user uuid, p_roles boolean default true) returns json
language sql stable
set search_path = thidua, pg_temp
as $$
select (jsonb_build_object('id', u.id, 'username', u.username, 'display_name', u.display_name, 'email', u.email,
    'phone', u.phone, 'organisation_id', u.organisation_id,
    'organisation', (
      select jsonb_build_object('id', o.id, 'name', o.name, 'level', o.level)
      from organisation o where o.id = u.organisation_id),
    'state', u.state, 'must_change_password', u.must_change_password,
    'locked_until', case when u.locked_until > now() then json_time(u.locked_until) end,
    'last_signed_in_at', json_time(u.last_signed_in_at), 'version', u.version,
    'created_at', json_time(u.created_at), 'updated_at', json_time(u.updated_at))
  || case when p_roles then jsonb_build_object('role_assignments', (
      select coalesce(jsonb_agg(role_assignment_json(r)::jsonb order by r.created_at, r.id), '[]')
      from role_assignment r
      where r.user_id = u.id and (r.valid_to is null or r.valid_to > today()))) else '{}' end)::json
from user_account u
where u.id = p_user
$$;

alter function thidua.user_json(uuid, boolean) owner to thidua_owner;
grant execute on function thidua.user_json(uuid, boolean) to thidua_command, thidua_api;
