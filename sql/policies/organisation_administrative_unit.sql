-- Seen with its organisation, changed in the own subtree.
alter table thidua.organisation_administrative_unit enable row level security;
grant select on thidua.organisation_administrative_unit to thidua_api;
grant select, insert, update, delete on thidua.organisation_administrative_unit to thidua_command;

drop policy if exists organisation_administrative_unit_read on thidua.organisation_administrative_unit;
create policy organisation_administrative_unit_read on thidua.organisation_administrative_unit for select to thidua_api, thidua_command using (
  exists (select from thidua.organisation o where o.id = organisation_id));

drop policy if exists organisation_administrative_unit_insert on thidua.organisation_administrative_unit;
create policy organisation_administrative_unit_insert on thidua.organisation_administrative_unit for insert to thidua_command with check (
  exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()));

drop policy if exists organisation_administrative_unit_update on thidua.organisation_administrative_unit;
create policy organisation_administrative_unit_update on thidua.organisation_administrative_unit for update to thidua_command using (
  exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()))
with check (
  exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()));

drop policy if exists organisation_administrative_unit_delete on thidua.organisation_administrative_unit;
create policy organisation_administrative_unit_delete on thidua.organisation_administrative_unit for delete to thidua_command using (
  exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()));
