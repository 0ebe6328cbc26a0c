-- The own subtree's alone.
alter table thidua.duty enable row level security;
grant select on thidua.duty to thidua_api;
grant select, insert, update on thidua.duty to thidua_command;

drop policy if exists duty_read on thidua.duty;
create policy duty_read on thidua.duty for select to thidua_api, thidua_command using (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi());

drop policy if exists duty_insert on thidua.duty;
create policy duty_insert on thidua.duty for insert to thidua_command with check (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi());

drop policy if exists duty_update on thidua.duty;
create policy duty_update on thidua.duty for update to thidua_command using (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi())
with check (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi());
