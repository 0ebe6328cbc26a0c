-- Counts a wrong password. From the fifth in a row each one locks the account: a minute, two, four … an hour.
create or replace function thidua.auth_failure(p_user uuid) returns table (failed_count integer, locked_until text)
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_user user_account;
begin
  update user_account u
  set failed_count = u.failed_count + 1,
      locked_until = case when u.failed_count >= 4
        then now() + least(interval '1 minute' * 2 ^ least(u.failed_count - 4, 10), interval '1 hour') end
  where u.id = p_user
  returning u.* into v_user;
  if v_user.locked_until is not null then
    perform audit_write(null, null, null, 'user.lock', 'user', p_user, o.path, v_user.version,
      jsonb_build_object('failed_count', v_user.failed_count))
    from organisation o where o.id = v_user.organisation_id;
  end if;
  return query select v_user.failed_count, json_time(v_user.locked_until) where v_user.id is not null;
end
$$;

alter function thidua.auth_failure(uuid) owner to thidua_owner;
grant execute on function thidua.auth_failure(uuid) to thidua_api;
