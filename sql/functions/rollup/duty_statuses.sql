-- The statuses that a duty is counted in. late is that of the version that counts, null where there is none.
create or replace function thidua.duty_statuses(p_has_accepted boolean, p_accepted_late boolean, p_open_state text,
  p_open_late boolean)
returns setof text
language sql immutable parallel safe
as $$
  select status
  from (values ('owed'), (thidua.duty_standing(p_has_accepted, p_open_state)),
    (case when case when p_has_accepted then p_accepted_late else p_open_late end then 'late' end)) s (status)
  where status is not null
$$;

alter function thidua.duty_statuses(boolean, boolean, text, boolean) owner to thidua_owner;
grant execute on function thidua.duty_statuses(boolean, boolean, text, boolean) to thidua_command, thidua_api;
