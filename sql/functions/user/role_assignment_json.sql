-- A role as the API shows it.
create or replace function thidua.role_assignment_json(r thidua.role_assignment) returns json
language sql stable parallel safe
return json_build_object('id', r.id, 'user_id', r.user_id, 'organisation_id', r.organisation_id, 'role', r.role,
  'valid_from', r.valid_from, 'valid_to', r.valid_to, 'granted_by', r.granted_by,
  'created_at', thidua.json_time(r.created_at));

alter function thidua.role_assignment_json(thidua.role_assignment) owner to thidua_owner;
grant execute on function thidua.role_assignment_json(thidua.role_assignment) to thidua_command, thidua_api;
