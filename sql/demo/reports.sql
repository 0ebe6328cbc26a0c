-- Reports of both periods, written as the commands would have left them, and then the totals.

-- A ratio of a population; none where there is nothing to report about, except where every report is to be full.
create function pg_temp.ratio(population numeric, share double precision, is_full boolean) returns jsonb
language sql immutable
as $$
  select case when is_full or population > 0 then jsonb_build_object(
    'numerator', floor(population * least(1, share)::numeric)::text, 'denominator', population::text) end
$$;

-- Who reported what far. share: how well an organisation does, better in the second period; wide: it answers for the
-- targets of the later phase too. The demo grassroots union has its report of the open period still to write.
create temp table demo_report as
select d.organisation_id, d.organisation_path, d.period_id, d.level, d.populations, o.code, p.code as period, s.state,
       coalesce(own.id, upper.id, province.id, p.plan_id) as plan_id,
       1 - 0.75 * pg_temp.share(o.code || ' share') ^ (case p.code when '2026' then 3 else 1.4 end) as share,
       :'scale' <> 'province' as is_full,
       :'scale' <> 'province' or pg_temp.share(o.code || ' wide') < 0.3 as is_wide,
       least(p.opened_at + (pg_temp.share(o.code || p.code || ' at') ^ 0.7 * case p.code when '2026' then 18 else 27 end)
         * interval '1 day', case when p.code = '2026' then timestamptz '2026-11-20 16:30+07' end) as at
from duty d
join organisation o on o.id = d.organisation_id
join period p on p.id = d.period_id
left join plan own on own.organisation_path = d.organisation_path
left join plan upper on upper.organisation_path = left(d.organisation_path, 12)
left join plan province on province.organisation_path = left(d.organisation_path, 8)
cross join lateral (select pg_temp.share(o.code || p.code || ' standing')) h (share)
cross join lateral (
  select case
    when p.code = '2025-H2' then case when h.share < 0.96 then 'accepted' end
    when o.code = 'TLD.33.001.0001' then null
    when o.code like 'TLD.33.001.%' then
      case when h.share < 0.3 then 'accepted' when h.share < 0.65 then 'submitted' when h.share < 0.8 then 'returned' end
    when :'scale' = 'province' then
      case when h.share < 0.46 then 'accepted' when h.share < 0.56 then 'submitted' when h.share < 0.6 then 'returned'
        when h.share < 0.64 then 'draft' end
    else
      case when h.share < 0.8 then 'accepted' when h.share < 0.87 then 'submitted' when h.share < 0.9 then 'returned'
        when h.share < 0.93 then 'draft' end
  end
) s (state)
where s.state is not null;

insert into submission (id, organisation_id, organisation_path, period_id, plan_id, state, values, narrative, late,
  submitted_at, submitted_by, decided_at, decided_by, return_code, return_reason, remarks, version, created_by, created_at, updated_at)
select pg_temp.demo_id(r.at - interval '1 day', 'submission ' || r.code || ' ' || r.period), r.organisation_id,
       r.organisation_path, r.period_id, r.plan_id, r.state, v.values,
       case when pg_temp.share(r.code || ' text') < 0.2 then 'Đã phổ biến kế hoạch, tổ chức tập huấn tại đơn vị. (Dữ liệu mẫu)' end,
       case when r.state <> 'draft' then r.at > d.due_at end,
       case when r.state <> 'draft' then r.at end, case when r.state <> 'draft' then u.id end,
       case when r.state in ('accepted', 'returned') then r.at + interval '7 hours' end,
       case when r.state in ('accepted', 'returned') then a.id end,
       case when r.state = 'returned' then 'figures_wrong' end,
       case when r.state = 'returned' then 'Đề nghị rà soát lại số người đã được tập huấn.' end,
       case when r.state = 'returned' then '{"HY5": "Cao hơn danh sách gửi kèm."}'::jsonb else '{}' end,
       case r.state when 'draft' then 1 when 'submitted' then 2 else 3 end, u.id, r.at - interval '1 day',
       case when r.state in ('accepted', 'returned') then r.at + interval '7 hours' else r.at end
from demo_report r
join duty d on d.period_id = r.period_id and d.organisation_id = r.organisation_id
left join user_account u on u.organisation_id = r.organisation_id and u.username like 'demo-%-reporter'
left join user_account a on a.username = 'demo-upper' and r.code like 'TLD.33.001.%'
cross join lateral (select coalesce((r.populations ->> 'members')::numeric, 60)) m (members)
cross join lateral (select
  jsonb_build_object(
    'HY1', pg_temp.ratio((r.populations ->> 'full_time_officials')::numeric, r.share + 0.2, r.is_full),
    'HY2', pg_temp.ratio((r.populations ->> 'documents')::numeric, r.share, r.is_full))
  || case when r.level = 'grassroots' then jsonb_build_object(
    'HY3', jsonb_build_object('flag', r.share > 0.32),
    'HY4', jsonb_build_object('numerator', floor(r.share * 3.2)::text),
    'HY5', pg_temp.ratio(m.members, r.share + 0.1, r.is_full),
    'HY6', pg_temp.ratio((r.populations ->> 'collective_agreements')::numeric, r.share + 0.45, r.is_full)) else '{}' end
  || case when r.is_wide then jsonb_build_object(
    'HY7', pg_temp.ratio((r.populations ->> 'full_time_officials')::numeric, r.share - 0.25, r.is_full),
    'HY8', pg_temp.ratio((r.populations ->> 'procedures')::numeric, r.share - 0.1, r.is_full)) else '{}' end
  || case when r.is_wide and r.level = 'grassroots' then jsonb_build_object(
    'HY9', jsonb_build_object('numerator', floor(r.share * 3.2)::text),
    'HY10', pg_temp.ratio((r.populations ->> 'collective_agreements')::numeric, r.share + 0.2, r.is_full),
    'HY11', pg_temp.ratio(m.members, r.share - 0.2, r.is_full)) else '{}' end
) f (full_values)
cross join lateral (select jsonb_strip_nulls(f.full_values)) v (values);

-- All of this is one transaction: without statistics the planner would take the tables to be empty.
analyze organisation, population, duty, submission, period, plan, target, measure, indicator;

-- What waits to be decided on shows what to look at twice.
update submission s
set warnings = c.warnings
from submission b
join duty u on u.period_id = b.period_id and u.organisation_id = b.organisation_id
join period d on d.id = b.period_id
cross join lateral submission_check(u, d, b.plan_id, b.values,
  (select l.values from submission_last(b.organisation_id, d) l), true) c
where s.id = b.id and b.state = 'submitted';

-- What happened to the reports of one province, as the trail would tell it.
insert into audit_event (id, at, user_id, organisation_id, action, subject_type, subject_id, subject_path, subject_version)
select pg_temp.demo_id(e.at, s.id || e.action), e.at, e.user_id, e.organisation_id, e.action, 'submission', s.id,
       s.organisation_path, e.version
from submission s
join organisation o on o.id = s.organisation_id
cross join lateral (values
  ('submission.create', s.created_at, s.created_by, s.organisation_id, 1),
  ('submission.submit', s.submitted_at, s.submitted_by, s.organisation_id, 2),
  (case s.state when 'returned' then 'submission.return' else 'submission.accept' end, s.decided_at, s.decided_by, o.parent_id, 3)
) e (action, at, user_id, organisation_id, version)
where o.code like 'TLD.33%' and e.at is not null;

select rollup_fill(p.id, (select array_agg(id) from measure)) from period p \g /dev/null
