begin;

-- Cascade: to the views, functions and policies of the repeatable files, which the next deploy brings back.
drop table thidua.installation, thidua.idempotency_key, thidua.auth_session, thidua.role_assignment, thidua.user_account cascade;

commit;
