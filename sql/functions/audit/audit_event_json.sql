-- An entry of the trail as the API shows it.
create or replace function thidua.audit_event_json(e thidua.audit_event) returns json
language sql stable parallel safe
return json_build_object('id', e.id, 'at', thidua.json_time(e.at), 'user_id', e.user_id,
  'organisation_id', e.organisation_id, 'action', e.action, 'subject_type', e.subject_type, 'subject_id', e.subject_id,
  'subject_version', e.subject_version, 'details', e.details, 'request_id', e.request_id);

alter function thidua.audit_event_json(thidua.audit_event) owner to thidua_owner;
grant execute on function thidua.audit_event_json(thidua.audit_event) to thidua_command, thidua_api;
