-- A catalogue for everyone who is signed in.
alter table thidua.administrative_unit enable row level security;
grant select on thidua.administrative_unit to thidua_api;
grant select on thidua.administrative_unit to thidua_command;

drop policy if exists administrative_unit_read on thidua.administrative_unit;
create policy administrative_unit_read on thidua.administrative_unit for select to thidua_api, thidua_command using (
  thidua.scope_user() is not null);
