-- Forgets sign-ins that ended a month ago or longer. Returns how many.
create or replace function thidua.auth_session_expire() returns bigint
language sql security definer
set search_path = thidua, pg_temp
as $$
with gone as (
  delete from auth_session
  where expires_at < now() - interval '30 days' or revoked_at < now() - interval '30 days'
  returning 1
)
select count(*) from gone
$$;

alter function thidua.auth_session_expire() owner to thidua_owner;
grant execute on function thidua.auth_session_expire() to thidua_worker;
