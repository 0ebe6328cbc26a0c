-- The own subtree's alone: a sum shows nothing of a neighbour's.
alter table thidua.rollup_total enable row level security;
grant select on thidua.rollup_total to thidua_api;
grant select, insert, update on thidua.rollup_total to thidua_command;

drop policy if exists rollup_total_read on thidua.rollup_total;
create policy rollup_total_read on thidua.rollup_total for select to thidua_api, thidua_command using (
  path >= thidua.scope_lo() and path < thidua.scope_hi());

drop policy if exists rollup_total_insert on thidua.rollup_total;
create policy rollup_total_insert on thidua.rollup_total for insert to thidua_command with check (
  path >= thidua.scope_lo() and path < thidua.scope_hi());

drop policy if exists rollup_total_update on thidua.rollup_total;
create policy rollup_total_update on thidua.rollup_total for update to thidua_command using (
  path >= thidua.scope_lo() and path < thidua.scope_hi())
with check (
  path >= thidua.scope_lo() and path < thidua.scope_hi());
