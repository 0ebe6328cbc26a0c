-- Sets the scope of the transaction from what a verified token says, after looking that account and session still stand.
-- Called before every request, so: one look-up, whose plan is kept, and nothing but assignments.
create or replace function thidua.scope_enter(p_user uuid, p_organisation uuid, p_session uuid, p_scope_version bigint,
  p_roles text, p_request uuid) returns void
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_path text;
  v_level text;
  v_ancestors text := '';
begin
  select o.path, o.level into v_path, v_level
  from auth_session s
  join user_account u on u.id = s.user_id
  join organisation o on o.id = s.organisation_id
  where s.id = p_session and s.user_id = p_user and s.organisation_id = p_organisation
    and s.revoked_at is null and s.expires_at > now()
    and u.state = 'active' and u.scope_version = p_scope_version;
  if v_path is null then
    perform problem('token-invalid');
  end if;
  for n in 1 .. length(v_path) / 4 - 1 loop
    v_ancestors := v_ancestors || ',' || left(v_path, 4 * n);
  end loop;
  perform set_config('thidua.user_id', p_user::text, true),
    set_config('thidua.organisation_id', p_organisation::text, true),
    set_config('thidua.session_id', p_session::text, true),
    set_config('thidua.path_lo', v_path, true),
    set_config('thidua.path_hi', v_path || '~', true),
    set_config('thidua.ancestors', '{' || substr(v_ancestors, 2) || '}', true),
    set_config('thidua.level', v_level, true),
    set_config('thidua.roles', p_roles, true),
    set_config('thidua.request_id', p_request::text, true);
end
$$;

alter function thidua.scope_enter(uuid, uuid, uuid, bigint, text, uuid) owner to thidua_owner;
grant execute on function thidua.scope_enter(uuid, uuid, uuid, bigint, text, uuid) to thidua_api;
