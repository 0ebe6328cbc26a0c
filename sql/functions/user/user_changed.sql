-- The end of every command on an account: the next version, the trail, the answer.
create or replace function thidua.user_changed(p_user uuid, p_path text, p_action text, p_details jsonb, out body text,
  out etag text, out location text)
language plpgsql
set search_path = thidua, pg_temp
as $$
declare
  v_version bigint;
begin
  update user_account set version = version + 1, updated_at = now() where id = p_user returning version into v_version;
  perform audit(p_action, 'user', p_user, p_path, v_version, p_details);
  body := user_json(p_user);
  etag := v_version;
end
$$;

alter function thidua.user_changed(uuid, text, text, jsonb) owner to thidua_command;
