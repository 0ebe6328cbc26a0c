-- What happened to the own subtree's records. Written by audit_write() alone, changed by nobody.
alter table thidua.audit_event enable row level security;
grant select on thidua.audit_event to thidua_api;
grant select on thidua.audit_event to thidua_command;

drop policy if exists audit_event_read on thidua.audit_event;
create policy audit_event_read on thidua.audit_event for select to thidua_api, thidua_command using (
  subject_path >= thidua.scope_lo() and subject_path < thidua.scope_hi());
