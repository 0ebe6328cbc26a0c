-- The own subtree's in any state; from above only what was issued.
alter table thidua.plan enable row level security;
grant select on thidua.plan to thidua_api;
grant select, insert, update, delete on thidua.plan to thidua_command;

drop policy if exists plan_read on thidua.plan;
create policy plan_read on thidua.plan for select to thidua_api, thidua_command using (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi()
  or (state in ('issued', 'closed') and organisation_path = any (thidua.scope_ancestors())));

drop policy if exists plan_insert on thidua.plan;
create policy plan_insert on thidua.plan for insert to thidua_command with check (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi());

drop policy if exists plan_update on thidua.plan;
create policy plan_update on thidua.plan for update to thidua_command using (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi())
with check (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi());

drop policy if exists plan_delete on thidua.plan;
create policy plan_delete on thidua.plan for delete to thidua_command using (
  organisation_path >= thidua.scope_lo() and organisation_path < thidua.scope_hi());
