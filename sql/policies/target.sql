-- Seen with its plan, changed with one of the own subtree.
alter table thidua.target enable row level security;
grant select on thidua.target to thidua_api;
grant select, insert, update, delete on thidua.target to thidua_command;

drop policy if exists target_read on thidua.target;
create policy target_read on thidua.target for select to thidua_api, thidua_command using (
  exists (select from thidua.plan p where p.id = plan_id));

drop policy if exists target_insert on thidua.target;
create policy target_insert on thidua.target for insert to thidua_command with check (
  exists (select from thidua.plan p where p.id = plan_id
    and p.organisation_path >= thidua.scope_lo() and p.organisation_path < thidua.scope_hi()));

drop policy if exists target_update on thidua.target;
create policy target_update on thidua.target for update to thidua_command using (
  exists (select from thidua.plan p where p.id = plan_id
    and p.organisation_path >= thidua.scope_lo() and p.organisation_path < thidua.scope_hi()))
with check (
  exists (select from thidua.plan p where p.id = plan_id
    and p.organisation_path >= thidua.scope_lo() and p.organisation_path < thidua.scope_hi()));

drop policy if exists target_delete on thidua.target;
create policy target_delete on thidua.target for delete to thidua_command using (
  exists (select from thidua.plan p where p.id = plan_id
    and p.organisation_path >= thidua.scope_lo() and p.organisation_path < thidua.scope_hi()));
