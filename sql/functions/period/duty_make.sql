-- The duties of a period: every active organisation below the family's root that one of the family's indicators asks, with
-- its latest populations known at the period's end.
create or replace function thidua.duty_make(p_period_id uuid) returns void
language sql security definer
set search_path = thidua, pg_temp
as $$
  insert into duty (organisation_id, period_id, organisation_path, level, due_at, populations)
  select o.id, p.id, o.path, o.level, p.due_at,
         (select coalesce(jsonb_object_agg(l.kind, l.value), '{}')
          from (
            select distinct on (n.kind) n.kind, n.value
            from population n
            where n.organisation_id = o.id and n.as_of <= p.ends_on
            order by n.kind, n.as_of desc
          ) l)
  from period p
  join plan root on root.id = p.plan_id
  join organisation o on o.path >= root.organisation_path and o.path < root.organisation_path || '~'
    and o.state = 'active'
  where p.id = p_period_id
    and exists (
      select from measure_rule r
      where r.root_plan_id = p.plan_id and r.source = 'reported' and o.level = any (r.reporting_levels)
        and starts_with(o.path, r.keeper_path))
$$;

alter function thidua.duty_make(uuid) owner to thidua_owner;
