-- Kept in the own subtree or above it.
alter table thidua.indicator enable row level security;
grant select on thidua.indicator to thidua_api;
grant select, insert, update on thidua.indicator to thidua_command;

drop policy if exists indicator_read on thidua.indicator;
create policy indicator_read on thidua.indicator for select to thidua_api, thidua_command using (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi()
  or organisation_path = any (thidua.scope_ancestors()));

drop policy if exists indicator_insert on thidua.indicator;
create policy indicator_insert on thidua.indicator for insert to thidua_command with check (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi());

drop policy if exists indicator_update on thidua.indicator;
create policy indicator_update on thidua.indicator for update to thidua_command using (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi())
with check (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi());
