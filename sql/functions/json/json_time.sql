-- RFC 3339 in UTC with milliseconds.
create or replace function thidua.json_time(p_at timestamptz) returns text
language sql stable parallel safe
return to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

alter function thidua.json_time(timestamptz) owner to thidua_owner;
grant execute on function thidua.json_time(timestamptz) to thidua_command, thidua_api, thidua_worker;
