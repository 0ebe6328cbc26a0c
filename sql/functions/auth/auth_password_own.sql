-- The hash of the actor's own password, for checking it before it is changed. No row while the account is locked.
create or replace function thidua.auth_password_own() returns table (user_id uuid, password_hash text)
language plpgsql stable security definer
set search_path = thidua, pg_temp
as $$
begin
  return query
  select u.id, u.password_hash from user_account u
  where u.id = scope_user() and coalesce(u.locked_until <= now(), true);
end
$$;

alter function thidua.auth_password_own() owner to thidua_owner;
grant execute on function thidua.auth_password_own() to thidua_api;
