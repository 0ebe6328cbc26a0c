-- The measures that a plan's targets and the statuses of reports ask for and that its family does not have.
create or replace function thidua.measure_wanted(p_plan_id uuid)
returns table (indicator_id uuid, nested_minimum integer, status text)
language sql stable
as $$
  select w.indicator_id, w.nested_minimum, w.status
  from thidua.plan p
  cross join lateral (
    select t.indicator_id, t.nested_minimum, null::text as status
    from thidua.target t
    where t.plan_id = p.id
    union
    select null, null, unnest(array['owed', 'draft', 'submitted', 'returned', 'accepted', 'late'])
  ) w
  where p.id = p_plan_id
    and not exists (
      select from thidua.measure m
      where m.root_plan_id = p.root_id
        and m.indicator_id is not distinct from w.indicator_id
        and m.nested_minimum is not distinct from w.nested_minimum
        and m.status is not distinct from w.status)
$$;

alter function thidua.measure_wanted(uuid) owner to thidua_owner;
