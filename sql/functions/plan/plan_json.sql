-- A plan as the API shows it, the whole document.
create or replace function thidua.plan_json(p thidua.plan) returns jsonb
language plpgsql stable security definer
set search_path = thidua, pg_temp
as $$
begin
  return (select plan_summary(p, o)::jsonb from organisation o where o.id = p.organisation_id) || jsonb_build_object(
    'bases', p.bases, 'contents', p.contents, 'criteria', p.criteria, 'tasks', p.tasks, 'award_forms', p.award_forms,
    'addressees', p.addressees,
    'movements', (
      select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'code', m.code, 'name', m.name, 'name_en', m.name_en)
        order by m.starts_on, m.code), '[]')
      from plan_movement x
      join movement m on m.id = x.movement_id
      where x.plan_id = p.id),
    'phases', (
      select coalesce(jsonb_agg(to_jsonb(h) - 'plan_id' order by h.position), '[]')
      from plan_phase h
      where h.plan_id = p.id),
    'targets', (
      select coalesce(jsonb_agg(target_json(t, i) order by t.position), '[]')
      from target t
      join indicator i on i.id = t.indicator_id
      where t.plan_id = p.id));
end
$$;

alter function thidua.plan_json(thidua.plan) owner to thidua_command;
grant execute on function thidua.plan_json(thidua.plan) to thidua_api;
