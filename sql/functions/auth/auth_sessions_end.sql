-- Ends the sign-ins of an account, but for the one to keep. For the commands on accounts, which may not touch sessions
-- themselves.
create or replace function thidua.auth_sessions_end(p_user uuid, p_reason text, p_keep uuid default null) returns void
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
begin
  update auth_session set revoked_at = now(), revoked_reason = p_reason
  where user_id = p_user and revoked_at is null and id is distinct from p_keep;
end
$$;

alter function thidua.auth_sessions_end(uuid, text, uuid) owner to thidua_owner;
grant execute on function thidua.auth_sessions_end(uuid, text, uuid) to thidua_command;
