-- Makes the measures that an issued plan needs and its family has not yet: one per indicator and nested minimum, and one
-- per status. Periods that are open or closed already get their totals for the new ones.
create or replace function thidua.measure_add(p_plan_id uuid) returns void
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_root uuid := (select root_id from plan where id = p_plan_id);
  v_made integer[];
begin
  if not exists (select from measure_wanted(p_plan_id)) then
    return;
  end if;
  perform family_lock(v_root, true);
  with made as (
    insert into measure (root_plan_id, indicator_id, nested_minimum, status)
    select v_root, w.indicator_id, w.nested_minimum, w.status
    from measure_wanted(p_plan_id) w
    returning id
  )
  select array_agg(id) into v_made from made;
  perform rollup_fill(p.id, v_made) from period p where p.plan_id = v_root and p.state <> 'planned';
end
$$;

alter function thidua.measure_add(uuid) owner to thidua_owner;
grant execute on function thidua.measure_add(uuid) to thidua_command;
