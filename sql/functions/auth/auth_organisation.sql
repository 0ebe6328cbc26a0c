-- The organisation that an account acts for unless it says otherwise: its own, else the highest where it holds a role.
create or replace function thidua.auth_organisation(p_user uuid) returns uuid
language sql stable
set search_path = thidua, pg_temp
as $$
select o.id
from role_assignment r
join user_account u on u.id = r.user_id
join organisation o on o.id = r.organisation_id
where r.user_id = p_user and r.valid_from <= today() and (r.valid_to is null or r.valid_to > today())
order by o.state = 'active' desc, o.id = u.organisation_id desc, o.path
limit 1
$$;

alter function thidua.auth_organisation(uuid) owner to thidua_owner;
