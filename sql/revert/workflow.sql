begin;

-- Cascade: to the views, functions and policies of the repeatable files, which the next deploy brings back.
drop table thidua.audit_event, thidua.workflow_transition cascade;

commit;
