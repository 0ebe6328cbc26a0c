-- Seen with its plan, changed with one of the own subtree.
alter table thidua.plan_movement enable row level security;
grant select on thidua.plan_movement to thidua_api;
grant select, insert, update, delete on thidua.plan_movement to thidua_command;

drop policy if exists plan_movement_read on thidua.plan_movement;
create policy plan_movement_read on thidua.plan_movement for select to thidua_api, thidua_command using (
  exists (select from thidua.plan p where p.id = plan_id));

drop policy if exists plan_movement_insert on thidua.plan_movement;
create policy plan_movement_insert on thidua.plan_movement for insert to thidua_command with check (
  exists (select from thidua.plan p where p.id = plan_id
    and p.organisation_path >= thidua.scope_lo() and p.organisation_path < thidua.scope_hi()));

drop policy if exists plan_movement_update on thidua.plan_movement;
create policy plan_movement_update on thidua.plan_movement for update to thidua_command using (
  exists (select from thidua.plan p where p.id = plan_id
    and p.organisation_path >= thidua.scope_lo() and p.organisation_path < thidua.scope_hi()))
with check (
  exists (select from thidua.plan p where p.id = plan_id
    and p.organisation_path >= thidua.scope_lo() and p.organisation_path < thidua.scope_hi()));

drop policy if exists plan_movement_delete on thidua.plan_movement;
create policy plan_movement_delete on thidua.plan_movement for delete to thidua_command using (
  exists (select from thidua.plan p where p.id = plan_id
    and p.organisation_path >= thidua.scope_lo() and p.organisation_path < thidua.scope_hi()));
