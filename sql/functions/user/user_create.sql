-- Opens an account, managed by an organisation of the own subtree, with roles there. Without a hash nobody can sign in yet.
create or replace function thidua.user_create(p_body jsonb, p_hash text, out body text, out etag text, out location text)
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_organisation organisation;
  v_user uuid := coalesce((p_body ->> 'id')::uuid, uuid_v7());
begin
  perform scope_require_role('administrator');
  v_organisation := organisation_require((p_body ->> 'organisation_id')::uuid, '/organisation_id');
  insert into user_account (id, username, display_name, email, phone, organisation_id, password_hash, password_changed_at,
    must_change_password)
  values (v_user, p_body ->> 'username', json_text(p_body, 'display_name'), json_text(p_body, 'email'),
    json_text(p_body, 'phone'), v_organisation.id, p_hash, case when p_hash is not null then now() end, p_hash is not null);
  perform role_grant(v_user, v_organisation.id, r.role, null, null, '/roles/' || r.number - 1)
  from jsonb_array_elements_text(p_body -> 'roles') with ordinality r (role, number);
  perform audit('user.create', 'user', v_user, v_organisation.path, 1, p_body);
  body := user_json(v_user);
  etag := 1;
  location := '/v1/users/' || v_user;
end
$$;

alter function thidua.user_create(jsonb, text) owner to thidua_command;
grant execute on function thidua.user_create(jsonb, text) to thidua_api;
