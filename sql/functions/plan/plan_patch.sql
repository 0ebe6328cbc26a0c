-- What of a body a client may write into a plan's own row, with texts composed and trimmed. A cleared array is empty.
create or replace function thidua.plan_patch(p_body jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select coalesce(jsonb_object_agg(m.key,
    case when m.key in ('bases', 'contents', 'criteria', 'tasks', 'award_forms', 'addressees')
        then coalesce(nullif(m.value, 'null'), '[]')
      when m.key in ('child_plan_days', 'document_date', 'mutation_id', 'source_type') then m.value
      else to_jsonb(thidua.json_text(p_body, m.key)) end), '{}')
  from jsonb_each(p_body) m
  where m.key in ('symbol', 'title', 'place', 'document_date', 'signer_authority', 'summary', 'source_type',
    'child_plan_days', 'mutation_id', 'bases', 'contents', 'criteria', 'tasks', 'award_forms', 'addressees')
$$;

alter function thidua.plan_patch(jsonb) owner to thidua_owner;
grant execute on function thidua.plan_patch(jsonb) to thidua_command;
