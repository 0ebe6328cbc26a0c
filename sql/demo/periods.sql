-- The family's schedule: the rest of 2025 is closed, the administrative year 2026 is open.
insert into period (id, plan_id, code, kind, starts_on, ends_on, cut_off_on, due_at, state, opened_at)
select pg_temp.demo_id(v.opened_at, 'period ' || v.code), p.id, v.code, v.kind, v.starts_on, v.ends_on, v.ends_on, v.due_at,
       v.state, v.opened_at
from plan p
cross join (values
  ('2025-H2', 'half', date '2025-06-17', date '2025-12-14', timestamptz '2025-12-16 17:00+07', 'closed', timestamptz '2025-11-20 08:00+07'),
  ('2026', 'year', date '2025-12-15', date '2026-12-14', timestamptz '2026-12-16 17:00+07', 'open', timestamptz '2026-11-02 08:00+07')
) v (code, kind, starts_on, ends_on, due_at, state, opened_at)
where p.parent_id is null;

select duty_make(id) from period \g /dev/null
