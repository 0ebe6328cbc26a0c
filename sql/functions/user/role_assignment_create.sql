-- Gives a role; see role_grant.
create or replace function thidua.role_assignment_create(p_body jsonb, out body text, out etag text, out location text)
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_user record;
  v_made role_assignment;
begin
  v_user := user_take((p_body ->> 'user_id')::uuid, '*');
  if v_user.id is null then
    perform problem_invalid('/user_id', 'not_found');
  end if;
  v_made := role_grant(v_user.id, (p_body ->> 'organisation_id')::uuid, p_body ->> 'role',
    (p_body ->> 'valid_from')::date, (p_body ->> 'valid_to')::date);
  update user_account set version = version + 1, updated_at = now() where id = v_user.id;
  body := role_assignment_json(v_made);
  location := '/v1/users/' || v_user.id;
end
$$;

alter function thidua.role_assignment_create(jsonb) owner to thidua_command;
grant execute on function thidua.role_assignment_create(jsonb) to thidua_api;
