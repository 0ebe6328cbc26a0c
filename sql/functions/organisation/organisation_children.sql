-- How many organisations hang directly below one; of those in the actor's subtree, as everywhere.
create or replace function thidua.organisation_children(p_organisation uuid) returns bigint
language plpgsql stable
set search_path = thidua, pg_temp
as $$
begin
  return (
    select count(*) from organisation o
    where o.parent_id = p_organisation and o.path >= scope_lo() and o.path < scope_hi());
end
$$;

alter function thidua.organisation_children(uuid) owner to thidua_owner;
grant execute on function thidua.organisation_children(uuid) to thidua_api;
