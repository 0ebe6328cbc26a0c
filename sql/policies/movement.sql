-- Launched in the own subtree or above it.
alter table thidua.movement enable row level security;
grant select on thidua.movement to thidua_api;
grant select, insert, update on thidua.movement to thidua_command;

drop policy if exists movement_read on thidua.movement;
create policy movement_read on thidua.movement for select to thidua_api, thidua_command using (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi()
  or organisation_path = any (thidua.scope_ancestors()));

drop policy if exists movement_insert on thidua.movement;
create policy movement_insert on thidua.movement for insert to thidua_command with check (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi());

drop policy if exists movement_update on thidua.movement;
create policy movement_update on thidua.movement for update to thidua_command using (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi())
with check (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi());
