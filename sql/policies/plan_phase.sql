-- Seen with its plan, changed with one of the own subtree.
alter table thidua.plan_phase enable row level security;
grant select on thidua.plan_phase to thidua_api;
grant select, insert, update, delete on thidua.plan_phase to thidua_command;

drop policy if exists plan_phase_read on thidua.plan_phase;
create policy plan_phase_read on thidua.plan_phase for select to thidua_api, thidua_command using (
  exists (select from thidua.plan p where p.id = plan_id));

drop policy if exists plan_phase_insert on thidua.plan_phase;
create policy plan_phase_insert on thidua.plan_phase for insert to thidua_command with check (
  exists (select from thidua.plan p where p.id = plan_id
    and p.organisation_path >= thidua.scope_lo() and p.organisation_path < thidua.scope_hi()));

drop policy if exists plan_phase_update on thidua.plan_phase;
create policy plan_phase_update on thidua.plan_phase for update to thidua_command using (
  exists (select from thidua.plan p where p.id = plan_id
    and p.organisation_path >= thidua.scope_lo() and p.organisation_path < thidua.scope_hi()))
with check (
  exists (select from thidua.plan p where p.id = plan_id
    and p.organisation_path >= thidua.scope_lo() and p.organisation_path < thidua.scope_hi()));

drop policy if exists plan_phase_delete on thidua.plan_phase;
create policy plan_phase_delete on thidua.plan_phase for delete to thidua_command using (
  exists (select from thidua.plan p where p.id = plan_id
    and p.organisation_path >= thidua.scope_lo() and p.organisation_path < thidua.scope_hi()));
