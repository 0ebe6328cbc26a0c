-- Who is signed in, for what, and what else the account could act for: also organisations outside the present scope.
create or replace function thidua.me_get() returns text
language plpgsql stable security definer
set search_path = thidua, pg_temp
as $$
begin
  return json_build_object(
    'user', json_build_object('id', u.id, 'username', u.username, 'display_name', u.display_name, 'email', u.email,
      'phone', u.phone, 'must_change_password', u.must_change_password),
    'organisation', (
      select json_build_object('id', o.id, 'code', o.code, 'name', o.name, 'level', o.level)
      from organisation o where o.id = scope_organisation()),
    'roles', scope_roles(),
    'assignments', (
      select coalesce(json_agg(json_build_object(
        'organisation', json_build_object('id', o.id, 'code', o.code, 'name', o.name, 'level', o.level),
        'roles', string_to_array(auth_roles(u.id, o.id), ',')) order by o.path), '[]')
      from organisation o
      where o.id in (select r.organisation_id from role_assignment r where r.user_id = u.id)
        and auth_roles(u.id, o.id) is not null),
    'demo', exists (select from installation i where i.demo))
  from user_account u
  where u.id = scope_user();
end
$$;

alter function thidua.me_get() owner to thidua_owner;
grant execute on function thidua.me_get() to thidua_api;
