-- Changes how an account is named and reached.
create or replace function thidua.user_update(p_id uuid, p_version text, p_patch jsonb, out body text, out etag text,
  out location text) returns setof record
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_user record;
  v_new jsonb;
begin
  v_user := user_take(p_id, p_version);
  if v_user.id is null then
    return;
  elsif not user_within_reach(p_id) then
    perform problem('role-required', null, '{"reason": "account_acts_elsewhere"}');
  end if;
  v_new := json_merge_patch(user_json(p_id, false)::jsonb, p_patch);
  update user_account
  set display_name = json_text(v_new, 'display_name'), email = json_text(v_new, 'email'), phone = json_text(v_new, 'phone')
  where id = p_id;
  return query select * from user_changed(p_id, v_user.path, 'user.update', p_patch);
end
$$;

alter function thidua.user_update(uuid, text, jsonb) owner to thidua_command;
grant execute on function thidua.user_update(uuid, text, jsonb) to thidua_api;
