-- The day in Viet Nam, by which roles, placements and the like begin and end.
create or replace function thidua.today() returns date
language sql stable parallel safe
return (now() at time zone 'Asia/Ho_Chi_Minh')::date;

alter function thidua.today() owner to thidua_owner;
grant execute on function thidua.today() to thidua_command, thidua_api, thidua_worker;
