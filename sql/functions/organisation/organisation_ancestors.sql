-- The organisations above a path, from the top down, as far as the actor sees them: [{id, name}].
create or replace function thidua.organisation_ancestors(p_path text) returns jsonb
language plpgsql stable
set search_path = thidua, pg_temp
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.path), '[]')
    from organisation o
    where o.path = any (array(select left(p_path, 4 * n) from generate_series(1, length(p_path) / 4 - 1) n)));
end
$$;

alter function thidua.organisation_ancestors(text) owner to thidua_owner;
grant execute on function thidua.organisation_ancestors(text) to thidua_api;
