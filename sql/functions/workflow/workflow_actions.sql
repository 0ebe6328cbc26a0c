-- The commands that the actor may give to a record in this state, as far as role and place decide.
create or replace function thidua.workflow_actions(p_workflow text, p_state text, p_subject_path text) returns text[]
language plpgsql stable
set search_path = thidua, pg_temp
as $$
begin
  return array(
    select distinct t.command
    from workflow_transition t
    where t.workflow = p_workflow and t.from_state = p_state
      and t.role = any (scope_roles()) and workflow_relation(t.relation, p_subject_path)
    order by t.command);
end
$$;

alter function thidua.workflow_actions(text, text, text) owner to thidua_command;
grant execute on function thidua.workflow_actions(text, text, text) to thidua_api;
