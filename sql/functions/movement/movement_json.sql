-- A movement as the API shows it.
create or replace function thidua.movement_json(m thidua.movement, o thidua.organisation) returns json
language sql stable parallel safe
as $$
  select json_build_object('id', m.id, 'code', m.code, 'name', m.name, 'name_en', m.name_en,
    'organisation_id', m.organisation_id, 'organisation', thidua.organisation_ref(o), 'starts_on', m.starts_on,
    'ends_on', m.ends_on, 'bases', m.bases, 'milestones', m.milestones, 'version', m.version,
    'created_at', thidua.json_time(m.created_at), 'updated_at', thidua.json_time(m.updated_at))
$$;

alter function thidua.movement_json(thidua.movement, thidua.organisation) owner to thidua_owner;
grant execute on function thidua.movement_json(thidua.movement, thidua.organisation) to thidua_command, thidua_api;
