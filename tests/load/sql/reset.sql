-- Makes drafts again of all that was submitted, as if nothing had been. Between two measurements; run by thidua_owner.
\set ON_ERROR_STOP on
set search_path = thidua, public;
begin;
with sent as (
  select s.id, s.late, s.period_id, s.plan_id, s.organisation_path
  from submission s
  join bench.unit u on u.submission_id = s.id
  where s.state = 'submitted'
), back as (
  update submission s
  set state = 'draft', warnings = '[]', late = null, submitted_at = null, submitted_by = null, narrative = null,
      mutation_id = null, version = 1
  from sent
  where s.id = sent.id
)
insert into rollup_delta (period_id, measure_id, path, units)
select sent.period_id, m.id, sent.organisation_path, case m.status when 'draft' then 1 else -1 end
from sent
join period p on p.id = sent.period_id
join measure m on m.root_plan_id = p.plan_id
  and (m.status in ('draft', 'submitted') or m.status = 'late' and sent.late);
truncate idempotency_key;
alter sequence bench.pair_next restart;
commit;
select rollup_fold() \g /dev/null
vacuum submission, rollup_delta;
