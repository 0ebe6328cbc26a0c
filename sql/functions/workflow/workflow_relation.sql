-- Whether the acting organisation stands to a record's organisation as a transition asks. A root is its own parent: there is
-- nobody else to decide on what it sends in.
create or replace function thidua.workflow_relation(p_relation text, p_subject_path text) returns boolean
language sql stable parallel safe
return coalesce(case p_relation
  when 'self' then p_subject_path = thidua.scope_lo()
  when 'parent' then thidua.scope_lo() = case when length(p_subject_path) > 4 then left(p_subject_path, -4) else p_subject_path end
  when 'above' then p_subject_path <> thidua.scope_lo() and starts_with(p_subject_path, nullif(thidua.scope_lo(), ''))
end, false);

alter function thidua.workflow_relation(text, text) owner to thidua_owner;
grant execute on function thidua.workflow_relation(text, text) to thidua_command, thidua_api;
