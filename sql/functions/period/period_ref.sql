-- A period as reports and figures name it.
create or replace function thidua.period_ref(p thidua.period) returns json
language sql stable parallel safe
as $$
  select json_build_object('id', p.id, 'code', p.code, 'kind', p.kind, 'starts_on', p.starts_on, 'ends_on', p.ends_on,
    'due_at', thidua.json_time(p.due_at), 'state', p.state)
$$;

alter function thidua.period_ref(thidua.period) owner to thidua_owner;
grant execute on function thidua.period_ref(thidua.period) to thidua_command, thidua_api;
