-- The roles that an account holds today at an organisation, comma-separated as in a token; null for none.
create or replace function thidua.auth_roles(p_user uuid, p_organisation uuid) returns text
language sql stable
set search_path = thidua, pg_temp
as $$
select string_agg(role, ',' order by role)
from role_assignment
where user_id = p_user and organisation_id = p_organisation
  and valid_from <= today() and (valid_to is null or valid_to > today())
$$;

alter function thidua.auth_roles(uuid, uuid) owner to thidua_owner;
