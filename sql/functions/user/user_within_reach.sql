-- Whether all that an account may do lies in the own subtree. Of one that also acts outside, nobody may take over the
-- password or the address: that would lend rights that the administrator has not.
create or replace function thidua.user_within_reach(p_user uuid) returns boolean
language plpgsql stable security definer
set search_path = thidua, pg_temp
as $$
begin
  return not exists (
    select from role_assignment r
    join organisation o on o.id = r.organisation_id
    where r.user_id = p_user and (r.valid_to is null or r.valid_to > today())
      and not (o.path >= scope_lo() and o.path < scope_hi()));
end
$$;

alter function thidua.user_within_reach(uuid) owner to thidua_owner;
grant execute on function thidua.user_within_reach(uuid) to thidua_command;
