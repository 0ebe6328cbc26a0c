-- The own subtree's alone.
alter table thidua.population enable row level security;
grant select on thidua.population to thidua_api;
grant select, insert, update on thidua.population to thidua_command;

drop policy if exists population_read on thidua.population;
create policy population_read on thidua.population for select to thidua_api, thidua_command using (
  exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()));

drop policy if exists population_insert on thidua.population;
create policy population_insert on thidua.population for insert to thidua_command with check (
  exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()));

drop policy if exists population_update on thidua.population;
create policy population_update on thidua.population for update to thidua_command using (
  exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()))
with check (
  exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()));
