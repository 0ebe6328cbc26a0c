-- The own subtree, and the organisations above by themselves. Only the own subtree is changed.
alter table thidua.organisation enable row level security;
grant select on thidua.organisation to thidua_api;
grant select, insert, update on thidua.organisation to thidua_command;

drop policy if exists organisation_read on thidua.organisation;
create policy organisation_read on thidua.organisation for select to thidua_api, thidua_command using (
  path >= thidua.scope_lo() and path < thidua.scope_hi()
  or path = any (thidua.scope_ancestors()));

drop policy if exists organisation_insert on thidua.organisation;
create policy organisation_insert on thidua.organisation for insert to thidua_command with check (
  path >= thidua.scope_lo() and path < thidua.scope_hi());

drop policy if exists organisation_update on thidua.organisation;
create policy organisation_update on thidua.organisation for update to thidua_command using (
  path >= thidua.scope_lo() and path < thidua.scope_hi())
with check (
  path >= thidua.scope_lo() and path < thidua.scope_hi());
