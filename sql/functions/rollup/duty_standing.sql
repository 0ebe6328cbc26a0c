-- Where a duty stands: an accepted version counts, whatever is being corrected beside it.
create or replace function thidua.duty_standing(p_has_accepted boolean, p_open_state text)
returns text
language sql immutable parallel safe
as $$
  select case when p_has_accepted then 'accepted' else p_open_state end
$$;

alter function thidua.duty_standing(boolean, text) owner to thidua_owner;
grant execute on function thidua.duty_standing(boolean, text) to thidua_command, thidua_api;
