-- Signing in, failing, refreshing, signing out, one's own password. All as the service, without scope unless said.
begin;
select no_plan();
set local search_path = thidua, public, pg_temp;
update user_account set password_hash = 'hash of ' || username;
create function pg_temp.fail(p_times integer) returns double precision language plpgsql as $$
declare
  v_until text;
begin
  for i in 1 .. p_times loop
    select locked_until into v_until from thidua.auth_failure(test.usr('approver.111'));
  end loop;
  return round(extract(epoch from v_until::timestamptz - now()) / 60);
end
$$;
create function pg_temp.refresh(p_counter integer, p_device text default 'phone') returns text language plpgsql as
$$ begin return (select concat_ws(' ', outcome, counter, roles) from thidua.auth_refresh((select session_id from s), p_counter, p_device)); end $$;
set local role thidua_api;

select results_eq($$ select user_id, password_hash, locked_until from auth_lookup(' Approver.111 ') $$,
  $$ select test.usr('approver.111'), 'hash of approver.111', null::text $$, 'found, whatever the case and the blanks');
select is_empty($$ select * from auth_lookup('nobody') $$, 'an account that is not there');

-- Failures: locked from the fifth on, longer each time.
select is(pg_temp.fail(4), null, 'four failures: nothing yet');
select is(pg_temp.fail(1), 1::double precision, 'the fifth: a minute');
select isnt((select locked_until from auth_lookup('approver.111')), null, 'and the look-up says so');
select is_empty($$ select * from auth_session_start(test.usr('approver.111'), null, null) $$, 'no session while locked');
select is(pg_temp.fail(1), 2::double precision, 'then two minutes');
select is(pg_temp.fail(4), 32::double precision, 'doubling');
select is(pg_temp.fail(1), 60::double precision, 'up to an hour');
select is(pg_temp.fail(20), 60::double precision, 'and not beyond');
reset role;
select is((select count(*) from audit_event where action = 'user.lock' and subject_id = test.usr('approver.111')
  and subject_path = '000100010001'), 27::bigint, 'each lock is in the trail');
update user_account set locked_until = now() where username = 'approver.111';
set local role thidua_api;
select is((select locked_until from auth_lookup('approver.111')), null, 'a lock that is over');

-- Beginning.
reset role;
create temp table s as select * from auth_session_start(test.usr('approver.111'), null, 'phone');
grant select on s to public;
set local role thidua_api;
select results_eq($$ select user_id, organisation_id, level, system, roles, scope_version, counter, life_s from s $$,
  $$ select test.usr('approver.111'), test.org('111'), 'upper', 'union', 'approver', 1::bigint, 0, 30 * 86400 $$, 'what the token will say');
reset role;
select is((select failed_count from user_account where username = 'approver.111'), 0, 'failures are forgotten');
select isnt((select last_signed_in_at from user_account where username = 'approver.111'), null, 'the sign-in is remembered');

-- Which organisation: roles at several, the own one first; one that is named; one without a role.
insert into role_assignment (user_id, organisation_id, role, valid_from, valid_to) values
  (test.usr('approver.111'), test.org('1'), 'viewer', '2025-07-01', null),
  (test.usr('approver.111'), test.org('111'), 'reporter', '2025-07-01', null),
  (test.usr('approver.111'), test.org('111'), 'auditor', '2025-07-01', today()),
  (test.usr('approver.111'), test.org('111'), 'inspector', today() + 1, null),
  (test.usr('approver.111'), test.org('12'), 'viewer', '2025-07-01', today());
set local role thidua_api;
select is((select roles from auth_session_start(test.usr('approver.111'), null, null)), 'approver,reporter',
  'roles that hold today, at the own organisation');
select is((select level || ' ' || roles from auth_session_start(test.usr('approver.111'), test.org('1'), null)), 'central viewer',
  'at another by name');
select is_empty($$ select * from auth_session_start(test.usr('approver.111'), test.org('12'), null) $$, 'not where the role has ended');
select is_empty($$ select * from auth_session_start(test.usr('approver.111'), test.org('112'), null) $$, 'not where there never was one');

-- Refreshing.
select is(pg_temp.refresh(0), 'ok 1 approver,reporter', 'the next token, with the roles of today');
select is(pg_temp.refresh(0), 'ok 1 approver,reporter', 'an answer that got lost: the same successor');
select is(pg_temp.refresh(1), 'ok 2 approver,reporter', 'and on');
savepoint before;
select is(pg_temp.refresh(1, 'laptop'), 'reused', 'the token before, from another device: somebody''s copy');
select is(pg_temp.refresh(2), 'ended', 'nobody has the session any more');
select is(pg_temp.refresh(2), 'ended', 'and asking again changes nothing');
reset role;
select is((select revoked_reason from auth_session where id = (select session_id from s)), 'reuse', 'the reason is kept');
select is((select details ->> 'reason' from audit_event where action = 'session.end' and subject_id = (select session_id from s)), 'reuse', 'in the trail too');
rollback to before;
select is(pg_temp.refresh(0), 'reused', 'an older token');
rollback to before;
select is(pg_temp.refresh(7), 'reused', 'a token from the future');
rollback to before;
reset role;
update auth_session set rotated_at = now() - interval '61 seconds' where id = (select session_id from s);
set local role thidua_api;
select is(pg_temp.refresh(1), 'reused', 'the token before, too late');
rollback to before;
reset role;
update auth_session set expires_at = now() where id = (select session_id from s);
set local role thidua_api;
select is(pg_temp.refresh(2), 'ended', 'thirty days are over');
rollback to before;
reset role;
delete from role_assignment where user_id = test.usr('approver.111') and organisation_id = test.org('111');
set local role thidua_api;
select is(pg_temp.refresh(2), 'ended', 'no role any more');
rollback to before;
reset role;
update user_account set state = 'disabled' where username = 'approver.111';
set local role thidua_api;
select is(pg_temp.refresh(2), 'ended', 'disabled');
select is_empty($$ select * from auth_lookup('approver.111') $$, 'and unknown to sign-in');
select is_empty($$ select * from auth_session_start(test.usr('approver.111'), null, null) $$, 'whoever asks');
rollback to before;
select is((select outcome from auth_refresh(uuid_v7(), 0, null)), 'ended', 'a session that never was');
reset role;
select is((select min(expires_at - created_at) from auth_session), interval '30 days', 'refreshing has not made it longer');
set local role thidua_api;

-- Signing out.
select lives_ok($$ select auth_revoke(uuid_v7()) $$, 'signing out of nothing');
select auth_revoke((select session_id from s));
select is(pg_temp.refresh(2), 'ended', 'signed out');
reset role;
select is((select revoked_reason from auth_session where id = (select session_id from s)), 'signed_out', 'with its reason');

-- The own password, under scope.
select test.leave();
set local role thidua_api;
select is_empty($$ select * from auth_password_own() $$, 'no scope, no hash');
reset role;
create temp table other as select test.sign_in('reporter.1111') as id;
grant select on other to public;
select test.enter('reporter.1111');
set local role thidua_api;
select is((select password_hash from auth_password_own()), 'hash of reporter.1111', 'the own hash');
select lives_ok($$ select auth_password_set('new hash') $$, 'is replaced');
select is((select password_hash from auth_password_own()), 'new hash', 'by the new one');
reset role;
select is((select revoked_reason from auth_session where id = (select id from other)), 'password_changed', 'other sign-ins end');
select is((select revoked_at from auth_session where id = scope_session()), null, 'this one goes on');
select is((select details || jsonb_build_object('by', user_id = subject_id) from audit_event where action = 'user.change_password'),
  '{"by": true}', 'in the trail, without the hash');
set local role thidua_api;
select is(me_get()::jsonb - 'assignments' #- '{user,email}', jsonb_build_object(
  'user', jsonb_build_object('id', test.usr('reporter.1111'), 'username', 'reporter.1111', 'display_name', 'reporter of T.1.1.1',
    'phone', null, 'must_change_password', false),
  'organisation', jsonb_build_object('id', test.org('1111'), 'code', 'T.1.1.1', 'name', 'Công đoàn cơ sở Công ty Hoa Gạo 11', 'level', 'grassroots'),
  'roles', '["reporter"]'::jsonb, 'demo', false), 'who am I');
reset role;
select test.enter('approver.111', test.org('111'));
set local role thidua_api;
select is((select jsonb_agg(jsonb_build_array(a #>> '{organisation,code}', a -> 'roles')) from jsonb_array_elements(me_get()::jsonb -> 'assignments') a),
  '[["T", ["viewer"]], ["T.1.1", ["approver", "reporter"]]]', 'everything I could act for, above my scope too');

reset role;
update auth_session set expires_at = now() - interval '31 days' where id = (select id from other);
set local role thidua_worker;
select is(auth_session_expire(), 1::bigint, 'old sign-ins are forgotten');

select * from finish();
rollback;
