-- The own subtree's alone.
alter table thidua.rollup_delta enable row level security;
grant select on thidua.rollup_delta to thidua_api;
grant select, insert on thidua.rollup_delta to thidua_command;

drop policy if exists rollup_delta_read on thidua.rollup_delta;
create policy rollup_delta_read on thidua.rollup_delta for select to thidua_api, thidua_command using (
  path >= thidua.scope_lo() and path < thidua.scope_hi());

drop policy if exists rollup_delta_insert on thidua.rollup_delta;
create policy rollup_delta_insert on thidua.rollup_delta for insert to thidua_command with check (
  path >= thidua.scope_lo() and path < thidua.scope_hi());
