begin;

select organisation_id, period_id, organisation_path, level, due_at, populations
from thidua.duty where false;

select id, organisation_id, organisation_path, period_id, plan_id, number, corrects_id, state, values,
  narrative, estimate, warnings, late, submitted_at, submitted_by, decided_at, decided_by, return_code,
  return_reason, remarks, mutation_id, version, created_by, created_at, updated_at
from thidua.submission where false;

select id, submission_id, organisation_path, author_id, author_organisation_id, text, created_at
from thidua.submission_note where false;

rollback;
