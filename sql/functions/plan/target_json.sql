-- A target as the API shows it.
create or replace function thidua.target_json(t thidua.target, i thidua.indicator) returns json
language sql stable parallel safe
as $$
  select json_build_object('id', t.id, 'indicator_id', t.indicator_id, 'indicator', thidua.indicator_ref(i),
    'phase_code', t.phase_code, 'year', t.year, 'comparator', t.comparator, 'implied', t.implied, 'wording', t.wording,
    'threshold', trim_scale(t.threshold)::text, 'nested_minimum', t.nested_minimum, 'aspirational', t.aspirational,
    'parent_id', t.parent_id, 'weaker_reason', t.weaker_reason, 'position', t.position)
$$;

alter function thidua.target_json(thidua.target, thidua.indicator) owner to thidua_owner;
grant execute on function thidua.target_json(thidua.target, thidua.indicator) to thidua_command, thidua_api;
