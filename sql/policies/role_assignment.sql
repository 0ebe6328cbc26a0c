-- Seen with the account, or with the organisation where it holds. Given and ended only where both lie in the own subtree.
alter table thidua.role_assignment enable row level security;
grant select on thidua.role_assignment to thidua_api;
grant select, insert, update, delete on thidua.role_assignment to thidua_command;

drop policy if exists role_assignment_read on thidua.role_assignment;
create policy role_assignment_read on thidua.role_assignment for select to thidua_api, thidua_command using (
  user_id = thidua.scope_user()
  or exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi())
  or exists (select from thidua.user_account u where u.id = user_id));

drop policy if exists role_assignment_insert on thidua.role_assignment;
create policy role_assignment_insert on thidua.role_assignment for insert to thidua_command with check (
  exists (select from thidua.user_account u where u.id = user_id)
  and exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()));

drop policy if exists role_assignment_update on thidua.role_assignment;
create policy role_assignment_update on thidua.role_assignment for update to thidua_command using (
  exists (select from thidua.user_account u where u.id = user_id)
  and exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()));

drop policy if exists role_assignment_delete on thidua.role_assignment;
create policy role_assignment_delete on thidua.role_assignment for delete to thidua_command using (
  exists (select from thidua.user_account u where u.id = user_id)
  and exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()));
