-- A report without its values, as lists show it; the rows around it are the caller's to join.
create or replace function thidua.submission_summary(s thidua.submission, o thidua.organisation, d thidua.period, p thidua.plan)
returns json
language sql stable parallel safe
as $$
  select json_build_object('id', s.id, 'organisation_id', s.organisation_id, 'organisation', thidua.organisation_ref(o),
    'period_id', s.period_id, 'period', thidua.period_ref(d), 'plan_id', s.plan_id, 'plan', thidua.plan_ref(p),
    'number', s.number, 'corrects_id', s.corrects_id, 'state', s.state, 'estimate', s.estimate, 'warnings', s.warnings,
    'late', s.late, 'submitted_at', thidua.json_time(s.submitted_at), 'submitted_by', s.submitted_by,
    'decided_at', thidua.json_time(s.decided_at), 'decided_by', s.decided_by, 'return_code', s.return_code,
    'return_reason', s.return_reason, 'receipt_code', thidua.submission_receipt(s.id, s.submitted_at),
    'mutation_id', s.mutation_id, 'version', s.version, 'created_by', s.created_by,
    'created_at', thidua.json_time(s.created_at), 'updated_at', thidua.json_time(s.updated_at),
    'allowed_actions', thidua.submission_actions(s.state, s.organisation_path, s.submitted_by, d.state))
$$;

alter function thidua.submission_summary(thidua.submission, thidua.organisation, thidua.period, thidua.plan) owner to thidua_owner;
grant execute on function thidua.submission_summary(thidua.submission, thidua.organisation, thidua.period, thidua.plan) to thidua_command, thidua_api;
