-- What checking a password needs. No row: no such account, or a disabled one; to the outside that is the same.
--   locked_until  only while it lasts: the password must not even be looked at
create or replace function thidua.auth_lookup(p_username text)
returns table (user_id uuid, password_hash text, locked_until text, must_change_password boolean)
language plpgsql stable security definer
set search_path = thidua, pg_temp
as $$
begin
  return query
  select u.id, u.password_hash, case when u.locked_until > now() then json_time(u.locked_until) end, u.must_change_password
  from user_account u
  where u.username = lower(btrim(p_username)) and u.state = 'active';
end
$$;

alter function thidua.auth_lookup(text) owner to thidua_owner;
grant execute on function thidua.auth_lookup(text) to thidua_api;
