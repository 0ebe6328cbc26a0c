-- Rows of a page: 50 unless told, 200 at most. Lists fetch one row more, to know whether there is a next page.
create or replace function thidua.page_limit(p_limit text) returns integer
language sql immutable parallel safe
return least(greatest(coalesce(p_limit::integer, 50), 1), 200);

alter function thidua.page_limit(text) owner to thidua_owner;
grant execute on function thidua.page_limit(text) to thidua_command, thidua_api;
