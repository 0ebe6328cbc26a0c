-- What of a merge patch a client may write into an indicator, with texts composed and trimmed.
create or replace function thidua.indicator_patch(p_patch jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select coalesce(jsonb_object_agg(m.key,
    case when m.key = 'reporting_levels' then (select jsonb_agg(distinct l) from jsonb_array_elements(m.value) l)
      else to_jsonb(thidua.json_text(p_patch, m.key)) end), '{}')
  from jsonb_each(p_patch) m
  where m.key in ('code', 'family', 'name', 'name_en', 'kind', 'population_kind', 'population', 'numerator', 'denominator',
    'unit', 'accumulation', 'direction', 'reporting_levels', 'evidence', 'source', 'state')
$$;

alter function thidua.indicator_patch(jsonb) owner to thidua_owner;
grant execute on function thidua.indicator_patch(jsonb) to thidua_command;
