-- What the load tests need in a database with demo data of scale "bench": accounts with open sessions, drafts to
-- submit, pages of 200 children. Run by thidua_owner, once.
--   units   how many unions have a draft of their own to submit
\set ON_ERROR_STOP on
set search_path = thidua, public;
set client_min_messages = warning;
begin;
drop schema if exists bench cascade;
create schema bench;
grant usage on schema bench to thidua_api;

create table bench.account (
  name text primary key,
  user_id uuid not null default uuid_v7(),
  organisation_id uuid not null,
  session_id uuid not null default uuid_v7(),
  level text not null,
  role text not null
);

create function bench.accounts_make() returns void
language sql
set search_path = thidua, public
begin atomic
  insert into user_account (id, username, display_name, organisation_id)
  select a.user_id, a.name, 'Cán bộ Mẫu', a.organisation_id from bench.account a;
  insert into role_assignment (user_id, organisation_id, role)
  select a.user_id, a.organisation_id, a.role from bench.account a;
  insert into auth_session (id, user_id, organisation_id, expires_at)
  select a.session_id, a.user_id, a.organisation_id, 'infinity' from bench.account a;
end;

insert into bench.account (name, organisation_id, level, role)
select 'bench-central', id, level, 'approver' from organisation where code = 'TLD';

-- Upper unions with 250 children each, at every scale alike.
create table bench.parent as
select uuid_v7() as id, p.id as parent_id, p.path || organisation_segment(900 + n) as path, n
from organisation p
cross join generate_series(1, 4) n
where p.code = 'TLD.01';
insert into organisation (id, system, level, parent_id, path, code, kind, name)
select id, 'union', 'upper', parent_id, path, 'BENCH.' || n, 'commune_union', 'Công đoàn xã Mẫu ' || n
from bench.parent
union all
select uuid_v7(), 'union', 'grassroots', p.id, p.path || organisation_segment(m), 'BENCH.' || p.n || '.' || m,
       'grassroots_union', 'Công đoàn cơ sở Công ty TNHH Mẫu ' || m
from bench.parent p
cross join generate_series(1, 250) m;

create table bench.period as
select id, plan_id from period where state = 'open';

-- Accepted reports become the drafts that they were before, so they are complete.
create table bench.unit as
select row_number() over () as n, u.*
from (
  select s.id as submission_id, s.organisation_id, s.organisation_path, s.values
  from submission s
  join bench.period using (plan_id)
  join duty d on d.period_id = s.period_id and d.organisation_id = s.organisation_id and d.level = 'grassroots'
  where s.period_id = bench.period.id and s.state = 'accepted'
  order by md5(s.id::text)
  limit :units
) u;
update submission s
set state = 'draft', warnings = '[]', late = null, submitted_at = null, submitted_by = null, decided_at = null,
    decided_by = null, narrative = null, version = 1
from bench.unit u
where s.id = u.submission_id;
insert into bench.account (name, organisation_id, level, role)
select 'bench-' || n, organisation_id, 'grassroots', 'reporter' from bench.unit;

-- Reports that wait for the union above, to see that an accepted one is in the figures at once.
create table bench.waiting as
select row_number() over () as n, w.*
from (
  select distinct on (o.parent_id) s.id as submission_id, s.version, s.values, o.parent_id as organisation_id
  from submission s
  join bench.period p on p.id = s.period_id
  join organisation o on o.id = s.organisation_id and o.level = 'grassroots'
  where s.state = 'submitted'
  order by o.parent_id, s.id
  limit 100
) w;
insert into bench.account (name, organisation_id, level, role)
select 'bench-waiting-' || n, organisation_id, 'upper', 'approver' from bench.waiting;
select bench.accounts_make() \g /dev/null

alter table bench.unit add user_id uuid, add session_id uuid, add body text, add fingerprint text;
update bench.unit u
set user_id = a.user_id, session_id = a.session_id,
    body = format(
      '{"mutation_id":"%s","estimate":false,"narrative":"Đã phổ biến kế hoạch, tập huấn tại đơn vị.","values":%s}',
      u.submission_id, replace(replace(u.values::text, '": ', '":'), ', "', ',"'))
from bench.account a
where a.name = 'bench-' || u.n;
update bench.unit set fingerprint = encode(sha256(body::bytea), 'hex');

-- Two unions a row, so that pgbench asks once for the parameters of two transactions.
create table bench.pair (
  n integer primary key,
  user_1 uuid, organisation_1 uuid, session_1 uuid, submission_1 uuid,
  operation_1 text, fingerprint_1 text, body_1 text,
  user_2 uuid, organisation_2 uuid, session_2 uuid, submission_2 uuid,
  operation_2 text, fingerprint_2 text, body_2 text
);
alter table bench.pair alter body_1 set storage plain, alter body_2 set storage plain;
insert into bench.pair
select a.n / 2,
       b.user_id, b.organisation_id, b.session_id, b.submission_id,
       'submissions_submit ' || b.submission_id, b.fingerprint, b.body,
       a.user_id, a.organisation_id, a.session_id, a.submission_id,
       'submissions_submit ' || a.submission_id, a.fingerprint, a.body
from bench.unit a
join bench.unit b on b.n = a.n - 1
where a.n % 2 = 0;
create sequence bench.pair_next;
grant usage on sequence bench.pair_next to thidua_api;
grant select on all tables in schema bench to thidua_api;

-- The drafts no longer count, so the period is added up anew.
delete from rollup_total t using bench.period p where t.period_id = p.id;
analyze submission;
select rollup_fill(p.id, array_agg(m.id))
from bench.period p
join measure m on m.root_plan_id = p.plan_id
group by p.id \g /dev/null
commit;
vacuum (analyze) organisation, submission, user_account, role_assignment, auth_session, rollup_total, bench.unit,
  bench.pair;
