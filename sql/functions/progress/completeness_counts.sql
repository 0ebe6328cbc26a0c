-- Duties of one node by standing. Missing: neither submitted nor accepted.
create or replace function thidua.completeness_counts(p_root_plan_id uuid, p_period_id uuid, p_path text,
  p_hi text, p_level text)
returns table (counts json)
language sql stable
as $$
  select json_build_object('owed', c.owed, 'draft', c.draft, 'submitted', c.submitted, 'returned', c.returned,
    'accepted', c.accepted, 'late', c.late, 'missing', c.owed - c.submitted - c.accepted)
  from (
    select coalesce(sum(a.units) filter (where m.status = 'owed'), 0) as owed,
           coalesce(sum(a.units) filter (where m.status = 'draft'), 0) as draft,
           coalesce(sum(a.units) filter (where m.status = 'submitted'), 0) as submitted,
           coalesce(sum(a.units) filter (where m.status = 'returned'), 0) as returned,
           coalesce(sum(a.units) filter (where m.status = 'accepted'), 0) as accepted,
           coalesce(sum(a.units) filter (where m.status = 'late'), 0) as late
    from thidua.measure m
    join thidua.progress_amounts(p_period_id, p_path, p_hi, p_level) a on a.measure_id = m.id
    where m.root_plan_id = p_root_plan_id and m.status is not null
  ) c
$$;

alter function thidua.completeness_counts(uuid, uuid, text, text, text) owner to thidua_owner;
grant execute on function thidua.completeness_counts(uuid, uuid, text, text, text) to thidua_api;
