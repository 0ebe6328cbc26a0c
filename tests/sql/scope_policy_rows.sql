-- Rows in every table for two neighbours, their units and the root, written past all functions.
set local search_path = thidua, public, pg_temp;
create temp table node as
select o.id, o.path, o.level from organisation o where o.path in ('0001', '00010001', '00010002', '000100010001', '0001000200020001');
grant select on node to public;

insert into population (organisation_id, kind, as_of, value) select id, 'documents', '2026-01-01', 1 from node;
insert into organisation_administrative_unit (organisation_id, administrative_unit_code, valid_from) select id, '33', '2025-07-01' from node;
insert into audit_event (action, subject_type, subject_id, subject_path) select 'test', 'organisation', id, path from node;
insert into movement (code, name, organisation_id, organisation_path, starts_on, ends_on)
select 'M' || path, 'Phong trào', id, path, '2026-01-01', '2026-12-31' from node;
insert into indicator (code, organisation_id, organisation_path, name, kind) select 'I' || path, id, path, 'Chỉ tiêu', 'count' from node;

-- The root has a plan in each state; the others one draft each.
insert into plan (id, organisation_id, organisation_path, root_id, title, state, issued_at)
select p.id, n.id, n.path, p.id, p.title, p.state, case when p.state <> 'draft' then now() end
from node n
cross join lateral (
  select uuid_v7() as id, s.state as title, s.state
  from unnest(case when n.path = '0001' then '{draft,issued,closed,withdrawn}'::text[] else '{draft}' end) s (state)) p;
insert into plan_movement (plan_id, movement_id)
select p.id, m.id from plan p join movement m on m.organisation_path = p.organisation_path;
insert into plan_phase (plan_id, code, kind, name, starts_on, ends_on, position)
select p.id, case when p.organisation_path = '0001' and p.state not in ('issued', 'closed') then 'hidden' else 'shown' end,
  'target', 'Giai đoạn', '2026-01-01', '2026-12-31', 1
from plan p;
insert into target (plan_id, indicator_id, year, comparator, threshold, position)
select p.id, i.id, 2026, '>=', 1, 1 from plan p join indicator i on i.organisation_path = p.organisation_path;
insert into period (plan_id, code, kind, starts_on, ends_on, cut_off_on, due_at)
select p.id, '2026', 'year', '2026-01-01', '2026-12-31', '2026-12-31', now() from plan p;
insert into measure (root_plan_id, status) select id, 'owed' from plan;

insert into duty (organisation_id, period_id, organisation_path, level, due_at)
select n.id, p.id, n.path, n.level, now() from node n join plan q on q.organisation_path = n.path and q.state = 'draft'
join period p on p.plan_id = q.id;
insert into submission (organisation_id, organisation_path, period_id, plan_id)
select d.organisation_id, d.organisation_path, d.period_id, p.plan_id from duty d join period p on p.id = d.period_id;
insert into submission_note (submission_id, organisation_path, author_id, author_organisation_id, text)
select s.id, s.organisation_path, test.usr('approver.1'), s.organisation_id, 'Ghi chú' from submission s;
insert into rollup_delta (period_id, measure_id, path)
select d.period_id, m.id, d.organisation_path from duty d join period p on p.id = d.period_id join measure m on m.root_plan_id = p.plan_id;
insert into rollup_total (period_id, measure_id, path) select period_id, measure_id, path from rollup_delta;
insert into idempotency_key (user_id, operation, key, fingerprint) select test.usr('approver.11'), 'x', 'k', 'f';
insert into installation (demo, scale) values (true, 'test');
reset search_path;
