-- The period that figures are asked for: the named one if it is the family's, or else the latest open, or the latest.
create or replace function thidua.period_of(p_root_id uuid, p_period_id uuid) returns setof thidua.period
language sql stable
as $$
  select *
  from thidua.period d
  where d.plan_id = p_root_id and (p_period_id is null or d.id = p_period_id)
  order by array_position('{open,closed,planned}', d.state), d.ends_on desc
  limit 1
$$;

alter function thidua.period_of(uuid, uuid) owner to thidua_owner;
grant execute on function thidua.period_of(uuid, uuid) to thidua_api;
