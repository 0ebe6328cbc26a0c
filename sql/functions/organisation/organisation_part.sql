-- The same with what costs more than the row itself (children_count, ancestors), or with some members alone.
create or replace function thidua.organisation_part(o thidua.organisation, p_fields text, p_expand text) returns json
language sql stable
set search_path = thidua, pg_temp
as $$
with wanted as (
  select coalesce(string_to_array(p_fields, ',') && '{children_count}', false)
      or coalesce(string_to_array(p_expand, ',') && '{children_count}', false) as children,
    coalesce(string_to_array(p_fields, ',') && '{ancestors}', false)
      or coalesce(string_to_array(p_expand, ',') && '{ancestors}', false) as ancestors
)
select json_pick(organisation_json(o)::jsonb
    || case when children then jsonb_build_object('children_count', organisation_children(o.id)) else '{}' end
    || case when ancestors then jsonb_build_object('ancestors', organisation_ancestors(o.path)) else '{}' end,
  p_fields || coalesce(',' || p_expand, ''))::json
from wanted
$$;

alter function thidua.organisation_part(thidua.organisation, text, text) owner to thidua_owner;
grant execute on function thidua.organisation_part(thidua.organisation, text, text) to thidua_api;
