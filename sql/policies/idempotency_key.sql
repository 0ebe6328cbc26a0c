-- Everyone's own answers. Reached through idempotency_check() and idempotency_finish() alone.
alter table thidua.idempotency_key enable row level security;
grant select, insert on thidua.idempotency_key to thidua_command;

drop policy if exists idempotency_key_read on thidua.idempotency_key;
create policy idempotency_key_read on thidua.idempotency_key for select to thidua_command using (
  user_id = thidua.scope_user());

drop policy if exists idempotency_key_insert on thidua.idempotency_key;
create policy idempotency_key_insert on thidua.idempotency_key for insert to thidua_command with check (
  user_id = thidua.scope_user());
