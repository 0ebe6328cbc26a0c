-- An organisation as other records name it.
create or replace function thidua.organisation_ref(o thidua.organisation) returns json
language sql stable parallel safe
as $$
  select json_build_object('id', o.id, 'name', o.name, 'level', o.level)
$$;

alter function thidua.organisation_ref(thidua.organisation) owner to thidua_owner;
grant execute on function thidua.organisation_ref(thidua.organisation) to thidua_command, thidua_api;
