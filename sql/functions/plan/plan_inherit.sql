-- Takes over from the parent plan what a new plan's body does not bring: movements, phases, targets.
create or replace function thidua.plan_inherit(p_plan thidua.plan, p_body jsonb) returns void
language plpgsql
set search_path = thidua, pg_temp
as $$
begin
  if not p_body ? 'movement_ids' then
    insert into plan_movement (plan_id, movement_id)
    select p_plan.id, m.movement_id from plan_movement m where m.plan_id = p_plan.parent_id;
  end if;
  if p_body ? 'targets' and p_body ? 'phases' then
    return;
  end if;
  insert into plan_phase (plan_id, code, kind, name, name_en, starts_on, ends_on, review, position)
  select p_plan.id, h.code, h.kind, h.name, h.name_en, h.starts_on, h.ends_on, h.review, h.position
  from plan_phase h
  where h.plan_id = p_plan.parent_id
  on conflict (plan_id, code) do nothing;
  if p_body ? 'targets' then
    return;
  end if;
  insert into target (plan_id, indicator_id, phase_code, year, comparator, implied, wording, threshold, nested_minimum,
    aspirational, parent_id, position)
  select p_plan.id, t.indicator_id, t.phase_code, t.year, t.comparator, t.implied, t.wording, t.threshold, t.nested_minimum,
         t.aspirational, t.id, t.position
  from target t
  where t.plan_id = p_plan.parent_id;
end
$$;

alter function thidua.plan_inherit(thidua.plan, jsonb) owner to thidua_command;
