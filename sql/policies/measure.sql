-- Names of what is added up: nothing to hide from anyone who is signed in. Added by who issues a plan of the family.
alter table thidua.measure enable row level security;
grant select on thidua.measure to thidua_api;
grant select, insert on thidua.measure to thidua_command;

drop policy if exists measure_read on thidua.measure;
create policy measure_read on thidua.measure for select to thidua_api, thidua_command using (
  thidua.scope_user() is not null);

drop policy if exists measure_insert on thidua.measure;
create policy measure_insert on thidua.measure for insert to thidua_command with check (
  exists (select from thidua.plan p where p.id = root_plan_id));
