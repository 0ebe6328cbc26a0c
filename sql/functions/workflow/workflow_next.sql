-- The state that follows a command. Refuses a command that the state does not know, then an actor who may not give it.
create or replace function thidua.workflow_next(p_workflow text, p_state text, p_command text, p_subject_path text) returns text
language plpgsql stable
set search_path = thidua, pg_temp
as $$
declare
  v_next text;
begin
  select t.to_state into v_next
  from workflow_transition t
  where t.workflow = p_workflow and t.from_state = p_state and t.command = p_command
    and t.role = any (scope_roles()) and workflow_relation(t.relation, p_subject_path)
  limit 1;
  if v_next is not null then
    return v_next;
  end if;
  perform problem(
    case when exists (select from workflow_transition t
      where t.workflow = p_workflow and t.from_state = p_state and t.command = p_command)
    then 'role-required' else 'invalid-state-transition' end,
    null,
    jsonb_build_object('state', p_state,
      'allowed_actions', workflow_actions(p_workflow, p_state, p_subject_path)));
end
$$;

alter function thidua.workflow_next(text, text, text, text) owner to thidua_command;
grant execute on function thidua.workflow_next(text, text, text, text) to thidua_api;
