-- Every table, seen from nowhere, from a neighbour, from below and from above. A new table must be entered in `seen`.
begin;
select no_plan();
\ir scope_policy_rows.sql

-- Where a row belongs: SQL for the path of its organisation; null for catalogues, which everyone signed in may read.
--   shared  what those below see too, as SQL
create temp table seen (name text primary key, path text, shared text not null default 'false');
grant select on seen to public;
insert into seen (name, path, shared) values
  ('organisation', 'path', 'true'),
  ('organisation_placement', '(select o.path from thidua.organisation o where o.id = organisation_id)', 'true'),
  ('organisation_administrative_unit', '(select o.path from thidua.organisation o where o.id = organisation_id)', 'true'),
  ('population', '(select o.path from thidua.organisation o where o.id = organisation_id)', default),
  ('administrative_unit', null, default),
  ('workflow_transition', null, default),
  ('measure', null, default),
  ('user_account', '(select o.path from thidua.organisation o where o.id = organisation_id)', default),
  ('role_assignment', '(select o.path from thidua.organisation o where o.id = organisation_id)', default),
  ('audit_event', 'subject_path', default),
  ('movement', 'organisation_path', 'true'),
  ('indicator', 'organisation_path', 'true'),
  ('plan', 'organisation_path', $$state in ('issued', 'closed')$$),
  ('plan_movement', '(select p.organisation_path from thidua.plan p where p.id = plan_id)',
    $$(select p.state in ('issued', 'closed') from thidua.plan p where p.id = plan_id)$$),
  ('plan_phase', '(select p.organisation_path from thidua.plan p where p.id = plan_id)',
    $$(select p.state in ('issued', 'closed') from thidua.plan p where p.id = plan_id)$$),
  ('target', '(select p.organisation_path from thidua.plan p where p.id = plan_id)',
    $$(select p.state in ('issued', 'closed') from thidua.plan p where p.id = plan_id)$$),
  ('period', '(select p.organisation_path from thidua.plan p where p.id = plan_id)',
    $$(select p.state in ('issued', 'closed') from thidua.plan p where p.id = plan_id)$$),
  ('duty', 'organisation_path', default),
  ('submission', 'organisation_path', default),
  ('submission_note', 'organisation_path', default),
  ('rollup_delta', 'path', default),
  ('rollup_total', 'path', default),
  ('auth_session', null, default),
  ('idempotency_key', null, default),
  ('installation', null, default);

select set_eq(
  $$ select relname::text from pg_class where relnamespace = 'thidua'::regnamespace and relkind in ('r', 'p') $$,
  'select name from seen', 'every table is named here');

-- Rows that the role at hand can see, with a condition; -1 where it may not even look.
create function pg_temp.rows_seen(p_name text, p_condition text default 'true') returns bigint language plpgsql as $$
declare
  v_count bigint;
begin
  execute format('select count(*) from thidua.%I where %s', p_name, p_condition) into v_count;
  return v_count;
exception when insufficient_privilege then
  return -1;
end
$$;
create temp table there as
select name, path, shared, pg_temp.rows_seen(name) as all_rows,
  case when path is not null then pg_temp.rows_seen(name, format('%s like ''00010001%%''', path)) end as first_rows,
  case when path is not null then pg_temp.rows_seen(name, format('%s like ''00010002%%''', path)) end as second_rows,
  case when path is not null then pg_temp.rows_seen(name, format('%s = ''0001'' and %s', path, shared)) end as shared_rows,
  case when path is not null then pg_temp.rows_seen(name, format('%s = ''0001'' and not %s', path, shared)) end as kept_rows
from seen;
grant select on there to public;

select ok(first_rows > 0 and second_rows > 0, 'there is something to see on both sides: ' || name)
from there where path is not null order by name;

set local role thidua_api;
select ok(pg_temp.rows_seen(name) <= 0, 'without scope: ' || name) from seen order by name;
reset role;

-- The owner of a row is found with the superuser's eyes, by its place, so that the policy under test cannot hide it. Of
-- accounts the service may not read all columns, places included, so there it is the id.
create function pg_temp.paths_seen(p_name text, p_path text) returns text[] language plpgsql as $$
declare
  v_key text := case p_name when 'user_account' then 'id' else 'ctid' end;
  v_rows text[];
  v_paths text[];
begin
  set local role thidua_api;
  execute format('select coalesce(array_agg(%s::text), ''{}'') from thidua.%I', v_key, p_name) into v_rows;
  reset role;
  execute format('select coalesce(array_agg(distinct %s), ''{}'') from thidua.%I where %s::text = any ($1)', p_path, p_name,
    v_key) into v_paths using v_rows;
  return v_paths;
end
$$;

create function pg_temp.check_scope(p_user text, p_own text) returns setof text language plpgsql as $$
declare
  v record;
  v_paths text[];
  v_path text;
begin
  perform test.leave();
  perform test.enter(p_user);
  for v in select * from there where path is not null order by name loop
    v_paths := pg_temp.paths_seen(v.name, v.path);
    return next ok(
      not exists (select from unnest(v_paths) p where not starts_with(p, p_own) and not starts_with(p_own, p)),
      format('%s sees nothing beside %s: %s', p_user, p_own, v.name));
    return next ok(exists (select from unnest(v_paths) p where starts_with(p, p_own)),
      format('%s sees its own: %s', p_user, v.name));
  end loop;
end
$$;
select pg_temp.check_scope('administrator.11', '00010001');
select pg_temp.check_scope('administrator.12', '00010002');
select pg_temp.check_scope('reporter.111', '000100010001');
select pg_temp.check_scope('reporter.1221', '0001000200020001');

-- Of the organisations above, what is published downwards and nothing else.
select test.leave();
select test.enter('reporter.1221');
set local role thidua_api;
select is(pg_temp.rows_seen(name, format('%s = ''0001'' and %s', path, shared)), shared_rows, 'what the root shares: ' || name)
from there where path is not null and path not like '(select%' order by name;
select is(pg_temp.rows_seen(name, format('%s = ''0001'' and not %s', path, shared)), 0::bigint, 'what the root keeps: ' || name)
from there where path is not null and path not like '(select%' and kept_rows > 0 order by name;
select is((select array_agg(title order by title) from thidua.plan where organisation_path = '0001'), '{closed,issued}'::text[],
  'plans of the root: issued and closed');
select is((select count(*) from thidua.target t join thidua.plan p on p.id = t.plan_id where p.title = 'draft' and p.organisation_path = '0001'), 0::bigint,
  'no target of a draft above');
select is((select count(*) from thidua.plan_phase), (select count(*) from thidua.plan_phase ph where ph.code = 'shown'),
  'phases go with their plan');
reset role;

-- The root sees all of it.
select test.leave();
select test.enter('administrator.1');
set local role thidua_api;
select is(pg_temp.rows_seen(name), all_rows, 'the root sees all: ' || name)
from there where name not in ('audit_event', 'auth_session', 'idempotency_key', 'installation') order by name;
select is(pg_temp.rows_seen('audit_event', 'action = ''test'''), 5::bigint, 'the root sees all: audit_event');
select is(pg_temp.rows_seen(name), -1::bigint, 'closed to the service: ' || name)
from there where name in ('auth_session', 'idempotency_key', 'installation') order by name;
reset role;

-- Commands are bound as well: they change nothing beside or above.
select test.leave();
select test.enter('administrator.11');
set local role thidua_command;
select throws_ok($$ insert into thidua.movement (code, name, organisation_id, organisation_path, starts_on, ends_on)
  values ('X', 'X', test.org('12'), '00010002', '2026-01-01', '2026-12-31') $$, '42501', null, 'no row beside');
select throws_ok($$ insert into thidua.movement (code, name, organisation_id, organisation_path, starts_on, ends_on)
  values ('X', 'X', test.org('1'), '0001', '2026-01-01', '2026-12-31') $$, '42501', null, 'no row above');
with changed as (update thidua.organisation set name = 'X' where path in ('0001', '00010002') returning 1)
select is((select count(*) from changed), 0::bigint, 'no change beside or above');
with changed as (update thidua.plan set title = 'X' where organisation_path = '0001' returning 1)
select is((select count(*) from changed), 0::bigint, 'a plan from above is only read');
select throws_ok($$ update thidua.organisation set path = '00010002000A' where path = '000100010001' $$, '42501', null,
  'nothing is carried out of the subtree');
reset role;

select * from finish();
rollback;
