-- The actor's own new password. Every other sign-in of the account ends.
create or replace function thidua.auth_password_set(p_hash text) returns void
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_user user_account;
begin
  update user_account
  set password_hash = p_hash, password_changed_at = now(), must_change_password = false, failed_count = 0,
      locked_until = null, version = version + 1, updated_at = now()
  where id = scope_user()
  returning * into strict v_user;
  perform auth_sessions_end(v_user.id, 'password_changed', scope_session());
  perform audit('user.change_password', 'user', v_user.id, o.path, v_user.version)
  from organisation o where o.id = v_user.organisation_id;
end
$$;

alter function thidua.auth_password_set(text) owner to thidua_owner;
grant execute on function thidua.auth_password_set(text) to thidua_api;
