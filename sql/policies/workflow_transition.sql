-- A catalogue for everyone who is signed in.
alter table thidua.workflow_transition enable row level security;
grant select on thidua.workflow_transition to thidua_api;
grant select on thidua.workflow_transition to thidua_command;

drop policy if exists workflow_transition_read on thidua.workflow_transition;
create policy workflow_transition_read on thidua.workflow_transition for select to thidua_api, thidua_command using (
  thidua.scope_user() is not null);
