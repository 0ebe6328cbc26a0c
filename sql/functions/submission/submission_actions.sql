-- The commands that the actor may give to a report now: what role and place allow, less what the period or the rule that
-- nobody accepts his own report forbids.
create or replace function thidua.submission_actions(p_state text, p_path text, p_submitted_by uuid, p_period_state text)
returns text[]
language plpgsql stable
set search_path = thidua, pg_temp
as $$
declare
  v_actions text[] := workflow_actions('submission', p_state, p_path);
begin
  if p_submitted_by = scope_user() then
    v_actions := array_remove(v_actions, 'accept');
  end if;
  if p_period_state <> 'open' then
    v_actions := array_remove(array_remove(array_remove(v_actions, 'update'), 'submit'), 'correct');
  end if;
  return v_actions;
end
$$;

alter function thidua.submission_actions(text, text, uuid, text) owner to thidua_owner;
grant execute on function thidua.submission_actions(text, text, uuid, text) to thidua_command, thidua_api;
