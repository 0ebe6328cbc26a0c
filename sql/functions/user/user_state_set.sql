-- Disables or enables an account. Disabling ends all its sign-ins at once; enabling also forgets failed ones.
create or replace function thidua.user_state_set(p_id uuid, p_version text, p_state text, out body text, out etag text,
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
  elsif p_id = scope_user() then
    perform problem('role-required', null, '{"reason": "own_account"}');
  elsif v_user.state = p_state then
    perform problem('invalid-state-transition', null, jsonb_build_object('state', v_user.state,
      'allowed_actions', jsonb_build_array(case p_state when 'active' then 'disable' else 'enable' end)));
  end if;
  update user_account
  set state = p_state, scope_version = scope_version + 1, failed_count = 0, locked_until = null
  where id = p_id;
  perform auth_sessions_end(p_id, 'disabled');
  return query select * from user_changed(p_id, v_user.path,
    case p_state when 'active' then 'user.enable' else 'user.disable' end, '{}');
end
$$;

alter function thidua.user_state_set(uuid, text, text) owner to thidua_command;
grant execute on function thidua.user_state_set(uuid, text, text) to thidua_api;
