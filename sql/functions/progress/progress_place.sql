-- The plan, the organisation and the period that figures are asked for. The organisation stands below the plan's own; where
-- none is named it is the acting one, or for who looks down from above, the plan's. No row: not found, or not yours.
create or replace function thidua.progress_place(p_plan_id uuid, p_organisation_id uuid, p_period_id uuid)
returns table (plan thidua.plan, organisation thidua.organisation, period thidua.period)
language plpgsql stable
set search_path = thidua, pg_temp
as $$
declare
  v_plan plan;
  v_organisation organisation;
  v_period period;
begin
  select * into v_plan from plan p where p.id = p_plan_id;
  if not found then
    return;
  end if;
  select * into v_organisation from organisation o
  where o.id = coalesce(p_organisation_id, case when starts_with(scope_lo(), v_plan.organisation_path)
      then scope_organisation() else v_plan.organisation_id end)
    and o.path >= scope_lo() and o.path < scope_hi() and starts_with(o.path, v_plan.organisation_path);
  if not found then
    return;
  end if;
  select * into v_period from period_of(v_plan.root_id, p_period_id);
  if found or p_period_id is null then
    return query select v_plan, v_organisation, v_period;
  end if;
end
$$;

alter function thidua.progress_place(uuid, uuid, uuid) owner to thidua_owner;
grant execute on function thidua.progress_place(uuid, uuid, uuid) to thidua_api;
