-- An organisation with what costs more than its own row (p_expand: children_count, ancestors), or some members alone.
create or replace function thidua.organisation_part(o thidua.organisation, p_fields text, p_expand text) returns json
language plpgsql stable
set search_path = thidua, pg_temp
as $$
declare
  v_wanted text[] := string_to_array(concat_ws(',', p_fields, p_expand), ',');
  v_body jsonb := organisation_json(o);
begin
  if 'children_count' = any (v_wanted) then
    v_body := v_body || jsonb_build_object('children_count', organisation_children(o.id));
  end if;
  if 'ancestors' = any (v_wanted) then
    v_body := v_body || jsonb_build_object('ancestors', organisation_ancestors(o.path));
  end if;
  return json_pick(v_body, case when p_fields is not null then array_to_string(v_wanted, ',') end);
end
$$;

alter function thidua.organisation_part(thidua.organisation, text, text) owner to thidua_owner;
grant execute on function thidua.organisation_part(thidua.organisation, text, text) to thidua_api;
