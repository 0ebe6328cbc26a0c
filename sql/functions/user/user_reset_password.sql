-- A new password from an administrator, to be changed at the next sign-in. All sign-ins end.
create or replace function thidua.user_reset_password(p_id uuid, p_version text, p_hash text, out body text, out etag text,
  out location text) returns setof record
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_user record;
begin
  v_user := user_take(p_id, p_version);
  if v_user.id is null then
    return;
  elsif not user_within_reach(p_id) then
    perform problem('role-required', null, '{"reason": "account_acts_elsewhere"}');
  end if;
  update user_account
  set password_hash = p_hash, password_changed_at = now(), must_change_password = true, failed_count = 0, locked_until = null
  where id = p_id;
  perform auth_sessions_end(p_id, 'administrator');
  return query select * from user_changed(p_id, v_user.path, 'user.reset_password', '{}');
end
$$;

alter function thidua.user_reset_password(uuid, text, text) owner to thidua_command;
grant execute on function thidua.user_reset_password(uuid, text, text) to thidua_api;
