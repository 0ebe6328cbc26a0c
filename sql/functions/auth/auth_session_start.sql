-- Begins a sign-in after the password was found right. It lasts 30 days, however often it is refreshed. No row: the account
-- is disabled, locked, or holds no role at that organisation (or at any, where none is named).
create or replace function thidua.auth_session_start(p_user uuid, p_organisation uuid, p_device text)
returns table (session_id uuid, counter integer, user_id uuid, organisation_id uuid, level text, system text, roles text,
  scope_version bigint, expires_at text, life_s integer)
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_organisation uuid := coalesce(p_organisation, auth_organisation(p_user));
  v_session uuid := uuid_v7();
begin
  update user_account u
  set failed_count = 0, locked_until = null, last_signed_in_at = now()
  where u.id = p_user and u.state = 'active' and coalesce(u.locked_until <= now(), true)
    and auth_roles(p_user, v_organisation) is not null;
  if not found then
    return;
  end if;
  insert into auth_session (id, user_id, organisation_id, device_id, expires_at)
  values (v_session, p_user, v_organisation, p_device, now() + interval '30 days');
  perform audit_write(p_user, v_organisation, null, 'session.start', 'session', v_session, o.path, null,
    jsonb_build_object('device_id', p_device))
  from organisation o where o.id = v_organisation;
  return query select * from auth_claims(v_session);
end
$$;

alter function thidua.auth_session_start(uuid, uuid, text) owner to thidua_owner;
grant execute on function thidua.auth_session_start(uuid, uuid, text) to thidua_api;
