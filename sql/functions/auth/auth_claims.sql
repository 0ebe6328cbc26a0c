-- What the tokens of a sign-in say. No row: it has ended, or its account may no longer act for that organisation.
create or replace function thidua.auth_claims(p_session uuid)
returns table (session_id uuid, counter integer, user_id uuid, organisation_id uuid, level text, system text, roles text,
  scope_version bigint, expires_at text, life_s integer)
language plpgsql stable
set search_path = thidua, pg_temp
as $$
begin
  return query
  select s.id, s.counter, u.id, o.id, o.level, o.system, r.roles, u.scope_version, json_time(s.expires_at),
    extract(epoch from s.expires_at - now())::integer
  from auth_session s
  join user_account u on u.id = s.user_id
  join organisation o on o.id = s.organisation_id
  cross join lateral (select auth_roles(u.id, o.id) as roles) r
  where s.id = p_session and s.revoked_at is null and s.expires_at > now() and u.state = 'active' and r.roles is not null;
end
$$;

alter function thidua.auth_claims(uuid) owner to thidua_owner;
