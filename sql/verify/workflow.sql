begin;

select workflow, from_state, command, to_state, role, relation, conditions
from thidua.workflow_transition where false;

select id, at, user_id, organisation_id, action, subject_type, subject_id, subject_path, subject_version,
  details, request_id
from thidua.audit_event where false;

rollback;
