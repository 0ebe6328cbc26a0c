-- Whether the version that the client names (If-Match, without quotes; "*" for any) is the row's. Absent never matches.
create or replace function thidua.version_matches(p_given text, p_version bigint) returns boolean
language sql immutable parallel safe
return coalesce(p_given = '*' or p_given = p_version::text, false);

alter function thidua.version_matches(text, bigint) owner to thidua_owner;
grant execute on function thidua.version_matches(text, bigint) to thidua_command, thidua_api;
