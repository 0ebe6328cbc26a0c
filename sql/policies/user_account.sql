-- The accounts managed in the own subtree, and one's own. The password's hash is for the functions of sign-in alone, which
-- belong to the tables' owner.
alter table thidua.user_account enable row level security;
revoke select on thidua.user_account from thidua_api, thidua_command;
grant select (id, username, display_name, email, phone, organisation_id, state, password_changed_at, must_change_password,
  locked_until, scope_version, last_signed_in_at, version, created_at, updated_at)
  on thidua.user_account to thidua_api, thidua_command;
grant insert, update on thidua.user_account to thidua_command;

drop policy if exists user_account_read on thidua.user_account;
create policy user_account_read on thidua.user_account for select to thidua_api, thidua_command using (
  id = thidua.scope_user()
  or exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()));

drop policy if exists user_account_insert on thidua.user_account;
create policy user_account_insert on thidua.user_account for insert to thidua_command with check (
  exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()));

drop policy if exists user_account_update on thidua.user_account;
create policy user_account_update on thidua.user_account for update to thidua_command using (
  exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()))
with check (
  exists (select from thidua.organisation o where o.id = organisation_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()));
