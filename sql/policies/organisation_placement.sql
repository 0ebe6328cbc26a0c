-- Seen with its organisation, changed in the own subtree.
alter table thidua.organisation_placement enable row level security;
grant select on thidua.organisation_placement to thidua_api;
grant select, insert, update on thidua.organisation_placement to thidua_command;

drop policy if exists organisation_placement_read on thidua.organisation_placement;
create policy organisation_placement_read on thidua.organisation_placement for select to thidua_api, thidua_command using (
  exists (select from thidua.organisation o where o.id = organisation_id));

drop policy if exists organisation_placement_insert on thidua.organisation_placement;
create policy organisation_placement_insert on thidua.organisation_placement for insert to thidua_command with check (
  exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()));

drop policy if exists organisation_placement_update on thidua.organisation_placement;
create policy organisation_placement_update on thidua.organisation_placement for update to thidua_command using (
  exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()))
with check (
  exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()));
