-- The plan, the organisation and the period that figures are asked for. The organisation stands below the plan's own; where
-- none is named it is the acting one, or for who looks down from above, the plan's. No row: not found, or not yours.
create or replace function thidua.progress_place(p_plan_id uuid, p_organisation_id uuid, p_period_id uuid)
returns table (plan thidua.plan, organisation thidua.organisation, period thidua.period)
language sql stable
as $$
  select p, o, d
  from thidua.plan p
  -- A query of its own: under row level security a comparison with what starts_with has seen could not use the index.
  join thidua.organisation o on o.id = (
    select coalesce(p_organisation_id,
      case when starts_with(thidua.scope_lo(), a.organisation_path) then thidua.scope_organisation() else a.organisation_id end)
    from thidua.plan a
    where a.id = p_plan_id)
  left join lateral thidua.period_of(p.root_id, p_period_id) d on true
  where p.id = p_plan_id
    and o.path >= thidua.scope_lo() and o.path < thidua.scope_hi()
    and starts_with(o.path, p.organisation_path)
    and (p_period_id is null or d.id is not null)
$$;

alter function thidua.progress_place(uuid, uuid, uuid) owner to thidua_owner;
grant execute on function thidua.progress_place(uuid, uuid, uuid) to thidua_api;
