-- A period as the API shows it.
create or replace function thidua.period_json(p thidua.period) returns json
language sql stable parallel safe
as $$
  select json_build_object('id', p.id, 'plan_id', p.plan_id, 'code', p.code, 'kind', p.kind, 'starts_on', p.starts_on,
    'ends_on', p.ends_on, 'cut_off_on', p.cut_off_on, 'due_at', thidua.json_time(p.due_at), 'state', p.state,
    'opened_at', thidua.json_time(p.opened_at), 'version', p.version, 'created_at', thidua.json_time(p.created_at),
    'updated_at', thidua.json_time(p.updated_at))
$$;

alter function thidua.period_json(thidua.period) owner to thidua_owner;
grant execute on function thidua.period_json(thidua.period) to thidua_command, thidua_api;
