-- RFC 7396: null removes, objects merge, everything else replaces.
create or replace function thidua.json_merge_patch(p_target jsonb, p_patch jsonb) returns jsonb
language sql immutable parallel safe
as $$
select case when jsonb_typeof(p_patch) is distinct from 'object' then p_patch else
  (select coalesce(jsonb_object_agg(m.key, m.value), '{}')
   from (
     select t.key, t.value
     from jsonb_each(case when jsonb_typeof(p_target) = 'object' then p_target else '{}' end) t
     where not p_patch ? t.key
     union all
     select p.key, thidua.json_merge_patch(case when jsonb_typeof(p_target) = 'object' then p_target -> p.key end, p.value)
     from jsonb_each(p_patch) p
     where p.value <> 'null') m) end
$$;

alter function thidua.json_merge_patch(jsonb, jsonb) owner to thidua_owner;
grant execute on function thidua.json_merge_patch(jsonb, jsonb) to thidua_command, thidua_api;
