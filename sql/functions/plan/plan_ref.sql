-- A plan as other records name it.
create or replace function thidua.plan_ref(p thidua.plan) returns json
language sql stable parallel safe
as $$
  select json_build_object('id', p.id, 'symbol', p.symbol, 'title', p.title)
$$;

alter function thidua.plan_ref(thidua.plan) owner to thidua_owner;
grant execute on function thidua.plan_ref(thidua.plan) to thidua_command, thidua_api;
