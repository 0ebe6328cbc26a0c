-- scope_enter: what it sets, whom it refuses, and that nothing stays.
begin;
select no_plan();
set local search_path = thidua, public, pg_temp;

select ok(scope_user() is null and scope_lo() is null and scope_ancestors() is null and scope_roles() is null
  and not scope_has_role('approver') and not scope_covers('0001'), 'no scope at first');
select test.leave();
select ok(scope_user() is null and scope_organisation() is null and scope_session() is null and scope_ancestors() is null
  and scope_roles() is null and scope_level() is null and scope_request() is null
  and not scope_has_role('approver') and not scope_covers('0001'), 'nor with settings that a transaction left behind');

create temp table session as
select * from auth_session_start(test.usr('approver.111'), null, 'device');
grant select on session to public;
create function pg_temp.enter(p_change jsonb default '{}') returns jsonb language sql
as $$
select test.problem(format('select thidua.scope_enter(%L, %L, %L, %L, %L, %L)', c ->> 'user_id', c ->> 'organisation_id',
  c ->> 'session_id', c ->> 'scope_version', c ->> 'roles', '00000000-0000-7000-8000-00000000beef'))
from (select to_jsonb(s) || p_change as c from session s) x
$$;

set local role thidua_api;
select is(pg_temp.enter(), null, 'a live session is let in');
select is(scope_user(), test.usr('approver.111'), 'user');
select is(scope_organisation(), test.org('111'), 'organisation');
select is(scope_session(), (select session_id from session), 'session');
select is(scope_lo() || ' ' || scope_hi(), '000100010001 000100010001~', 'range');
select is(scope_ancestors(), '{0001,00010001}', 'ancestors from the root down, without itself');
select is(scope_level(), 'upper', 'level');
select is(scope_roles(), '{approver}', 'roles');
select is(scope_request(), '00000000-0000-7000-8000-00000000beef', 'request');
select ok(scope_has_role('reporter', 'approver') and not scope_has_role('administrator'), 'any of the roles');
select ok(scope_covers('000100010001') and scope_covers('0001000100010002') and not scope_covers('00010001')
  and not scope_covers('000100010002'), 'covers itself and below');
select is(test.problem($$ select thidua.scope_require_role('administrator') $$) ->> 'slug', 'role-required', 'role required');
reset role;

select is(pg_temp.enter(c.change) ->> 'slug', 'token-invalid', 'refused: ' || c.why)
from (values
  (jsonb_build_object('user_id', test.usr('approver.112')), 'somebody else''s session'),
  (jsonb_build_object('organisation_id', test.org('1')), 'another organisation'),
  (jsonb_build_object('session_id', uuid_v7()), 'a session that never was'),
  ('{"scope_version": 2}', 'another scope version'), ('{"user_id": null}', 'nobody')) c (change, why);
savepoint before;
update user_account set state = 'disabled' where username = 'approver.111';
select is(pg_temp.enter() ->> 'slug', 'token-invalid', 'refused: disabled account');
rollback to before;
update auth_session set expires_at = now() where id = (select session_id from session);
select is(pg_temp.enter() ->> 'slug', 'token-invalid', 'refused: session over');
rollback to before;
select auth_revoke((select session_id from session));
select is(pg_temp.enter() ->> 'slug', 'token-invalid', 'refused: signed out');
rollback to before;

select test.enter('administrator.1');
select is(scope_ancestors(), '{}', 'the root has nobody above it');
select ok(scope_covers('0001') and scope_covers('0001ZZZZ'), 'and covers all');

select * from finish();
rollback;
