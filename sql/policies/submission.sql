-- The own subtree's alone.
alter table thidua.submission enable row level security;
grant select on thidua.submission to thidua_api;
grant select, insert, update on thidua.submission to thidua_command;

drop policy if exists submission_read on thidua.submission;
create policy submission_read on thidua.submission for select to thidua_api, thidua_command using (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi());

drop policy if exists submission_insert on thidua.submission;
create policy submission_insert on thidua.submission for insert to thidua_command with check (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi());

drop policy if exists submission_update on thidua.submission;
create policy submission_update on thidua.submission for update to thidua_command using (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi())
with check (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi());
