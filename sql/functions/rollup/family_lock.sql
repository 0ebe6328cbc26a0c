-- Accepting reports and adding measures of one family exclude each other: a report accepted while a measure is being
-- filled in would be counted by neither side. Taken to share by whoever appends deltas, held until the transaction ends.
create or replace function thidua.family_lock(p_root_plan_id uuid, p_exclusive boolean) returns void
language plpgsql
as $$
begin
  if p_exclusive then
    perform pg_advisory_xact_lock(hashtextextended(p_root_plan_id::text, 1));
  else
    perform pg_advisory_xact_lock_shared(hashtextextended(p_root_plan_id::text, 1));
  end if;
end
$$;

alter function thidua.family_lock(uuid, boolean) owner to thidua_owner;
grant execute on function thidua.family_lock(uuid, boolean) to thidua_command;
