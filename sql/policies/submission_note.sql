-- The own subtree's alone.
alter table thidua.submission_note enable row level security;
grant select on thidua.submission_note to thidua_api;
grant select, insert on thidua.submission_note to thidua_command;

drop policy if exists submission_note_read on thidua.submission_note;
create policy submission_note_read on thidua.submission_note for select to thidua_api, thidua_command using (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi());

drop policy if exists submission_note_insert on thidua.submission_note;
create policy submission_note_insert on thidua.submission_note for insert to thidua_command with check (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi());
