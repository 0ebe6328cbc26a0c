-- Ends a sign-in; one that has ended, or never was, stays as it is.
create or replace function thidua.auth_revoke(p_session uuid, p_reason text default 'signed_out') returns void
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_session auth_session;
begin
  update auth_session set revoked_at = now(), revoked_reason = p_reason
  where id = p_session and revoked_at is null
  returning * into v_session;
  perform audit_write(v_session.user_id, v_session.organisation_id, null, 'session.end', 'session', p_session, o.path, null,
    jsonb_build_object('reason', p_reason))
  from organisation o where o.id = v_session.organisation_id;
end
$$;

alter function thidua.auth_revoke(uuid, text) owner to thidua_owner;
grant execute on function thidua.auth_revoke(uuid, text) to thidua_api;
