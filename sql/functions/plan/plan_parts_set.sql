-- Replaces those of a draft's movements, phases and targets that the body holds. A target follows the parent plan's for
-- the same indicator and the same phase or year.
create or replace function thidua.plan_parts_set(p_plan thidua.plan, p_body jsonb) returns void
language plpgsql
set search_path = thidua, pg_temp
as $$
begin
  if p_body ? 'movement_ids' then
    delete from plan_movement where plan_id = p_plan.id;
    insert into plan_movement (plan_id, movement_id)
    select p_plan.id, id::uuid from jsonb_array_elements_text(p_body -> 'movement_ids') id;
  end if;
  if p_body ? 'targets' then
    delete from target where plan_id = p_plan.id;
  end if;
  if p_body ? 'phases' then
    delete from plan_phase h
    where h.plan_id = p_plan.id and h.code not in (select x ->> 'code' from jsonb_array_elements(p_body -> 'phases') x);
    insert into plan_phase (plan_id, code, kind, name, name_en, starts_on, ends_on, review, position)
    select p_plan.id, h ->> 'code', h ->> 'kind', json_text(h, 'name'), json_text(h, 'name_en'), (h ->> 'starts_on')::date,
           (h ->> 'ends_on')::date, h ->> 'review', number
    from jsonb_array_elements(p_body -> 'phases') with ordinality x (h, number)
    on conflict (plan_id, code) do update set kind = excluded.kind, name = excluded.name, name_en = excluded.name_en,
      starts_on = excluded.starts_on, ends_on = excluded.ends_on, review = excluded.review, position = excluded.position;
  end if;
  if p_body ? 'targets' then
    insert into target (plan_id, indicator_id, phase_code, year, comparator, implied, wording, threshold, nested_minimum,
      aspirational, parent_id, weaker_reason, position)
    select p_plan.id, i.id, t ->> 'phase_code', (t ->> 'year')::integer, t ->> 'comparator',
           coalesce((t ->> 'implied')::boolean, false), json_text(t, 'wording'), (t ->> 'threshold')::numeric,
           (t ->> 'nested_minimum')::integer, coalesce((t ->> 'aspirational')::boolean, false), above.id,
           json_text(t, 'weaker_reason'), number
    from jsonb_array_elements(p_body -> 'targets') with ordinality x (t, number)
    join indicator i on i.id = (t ->> 'indicator_id')::uuid or i.code = t ->> 'indicator_code'
    left join target above on above.plan_id = p_plan.parent_id and above.indicator_id = i.id
      and above.phase_code is not distinct from t ->> 'phase_code'
      and above.year is not distinct from (t ->> 'year')::integer;
  end if;
end
$$;

alter function thidua.plan_parts_set(thidua.plan, jsonb) owner to thidua_command;
