-- Turns a refresh token, which names session and counter, into the next. The token before the last one gives the same
-- successor again for a minute and to the same device, because answers get lost. Anything else is somebody else's copy:
-- the whole sign-in ends. That must be kept, so it is told in `outcome` (ok, reused, ended) and nothing is raised.
create or replace function thidua.auth_refresh(p_session uuid, p_counter integer, p_device text)
returns table (outcome text, session_id uuid, counter integer, user_id uuid, organisation_id uuid, level text, system text,
  roles text, scope_version bigint, expires_at text, life_s integer)
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_session auth_session;
begin
  select * into v_session from auth_session s
  where s.id = p_session and s.revoked_at is null and s.expires_at > now()
  for update;
  if v_session.counter = p_counter then
    update auth_session s set counter = s.counter + 1, rotated_at = clock_timestamp() where s.id = p_session;
  elsif v_session.counter - 1 = p_counter and v_session.rotated_at > clock_timestamp() - interval '60 seconds'
    and v_session.device_id is not distinct from p_device then
    null; -- the successor is the one that stands
  elsif v_session.id is not null then
    perform auth_revoke(p_session, 'reuse');
    outcome := 'reused';
    return next;
    return;
  end if;
  return query
  select case when c.session_id is null then 'ended' else 'ok' end, c.*
  from (values (1)) one left join auth_claims(p_session) c on true;
end
$$;

alter function thidua.auth_refresh(uuid, integer, text) owner to thidua_owner;
grant execute on function thidua.auth_refresh(uuid, integer, text) to thidua_api;
