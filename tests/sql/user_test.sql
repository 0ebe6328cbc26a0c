-- Accounts and roles: who may open, change, disable, and grant what; through the queries that the service sends.
begin;
select no_plan();
set local search_path = thidua, public, pg_temp;
create function pg_temp.become(p_user text) returns void language plpgsql
as $$ begin perform test.leave(); perform test.enter(p_user); end $$;
create function pg_temp.new(p_change jsonb) returns text language sql
as $$ select (jsonb_build_object('username', 'new.user', 'display_name', ' Người Mới ', 'organisation_id', test.org('111'), 'roles', '["reporter"]'::jsonb) || p_change)::text $$;
create function pg_temp.names(variadic p text[]) returns text language sql volatile
as $$ select string_agg(i ->> 'username', ' ') from jsonb_array_elements(test.body('users_list', variadic p)) i $$;
create function pg_temp.etag(p_user text) returns text language sql stable security definer
as $$ select version::text from thidua.user_account where username = p_user $$;
create function pg_temp.sessions(p_user text) returns bigint language sql stable security definer
as $$ select count(*) from thidua.auth_session where user_id = test.usr(p_user) and revoked_at is null $$;
create function pg_temp.scope_version(p_user text) returns bigint language sql stable security definer
as $$ select scope_version from thidua.user_account where username = p_user $$;
create function pg_temp.grant_role(p_user text, p_org text, p_role text) returns jsonb language sql volatile
as $$ select test.refused('role_assignments_create', jsonb_build_object('user_id', test.usr(p_user), 'organisation_id', test.org(p_org), 'role', p_role)::text) $$;
create temp table was (body jsonb);
grant all on was to public;

-- Opening.
select pg_temp.become('administrator.11');
set local role thidua_api;
insert into was select r from test.run('users_create', pg_temp.new('{"email": "new@example.org", "roles": ["reporter", "approver"]}'), 'hash') r;
select is((select body ->> 'etag' from was), '1', 'opened');
select is((select '/v1/users/' || (body #>> '{body,id}') from was), (select body ->> 'location' from was), 'where it is');
select is((select (body -> 'body') - '{id,created_at,updated_at,role_assignments}'::text[] from was), jsonb_build_object('username', 'new.user', 'display_name', 'Người Mới', 'email', 'new@example.org', 'phone', null,
  'organisation_id', test.org('111'), 'organisation', jsonb_build_object('id', test.org('111'), 'name', 'Công đoàn xã Đồng Mây 1', 'level', 'upper'),
  'state', 'active', 'must_change_password', true, 'locked_until', null, 'last_signed_in_at', null, 'version', 1), 'as it is shown');
select is((select jsonb_agg(a - 'id' - 'created_at' - 'user_id' order by a ->> 'role') from was, jsonb_array_elements(body #> '{body,role_assignments}') a),
  jsonb_build_array(jsonb_build_object('organisation_id', test.org('111'), 'role', 'approver', 'valid_from', today(), 'valid_to', null, 'granted_by', test.usr('administrator.11')),
    jsonb_build_object('organisation_id', test.org('111'), 'role', 'reporter', 'valid_from', today(), 'valid_to', null, 'granted_by', test.usr('administrator.11'))), 'with its roles');
select is((select roles from auth_session_start(test.usr('new.user'), null, null)), 'approver,reporter', 'it can sign in at once');
select is((select string_agg(action, ' ' order by id) from audit_event where subject_id = test.usr('new.user') and user_id = scope_user()), 'role.grant role.grant user.create', 'in the trail');
select ok(not exists (select from audit_event where details::text like '%hash%'), 'without the hash');
select is(test.body('users_create', pg_temp.new(jsonb_build_object('username', 'second.user', 'id', '00000000-0000-7000-8009-000000000001')), null) ->> 'must_change_password', 'false', 'without a password nothing is to be changed');
select is((select password_hash from auth_lookup('second.user')), null, 'and nothing can be checked');
select is(test.refused('users_create', pg_temp.new(jsonb_build_object('username', 'third.user') || change), null) - 'extra', result::jsonb, 'refused: ' || why)
from (values
  (jsonb_build_object('organisation_id', test.org('12')), '{"slug":"validation-failed","errors":[{"pointer":"/organisation_id","code":"not_found","params":{}}]}', 'at a neighbour'),
  (jsonb_build_object('organisation_id', test.org('1')), '{"slug":"validation-failed","errors":[{"pointer":"/organisation_id","code":"not_found","params":{}}]}', 'above'),
  ('{"roles": ["reporter", "service"]}', '{"slug":"validation-failed","errors":[{"pointer":"/roles/1","code":"role_not_grantable","params":{"role":"service"}}]}', 'the role of programs')) x (change, result, why);
select throws_ok(format('select test.run(%L, %L, null)', 'users_create', pg_temp.new('{}')), '23505', null, 'a name that is taken');
select throws_ok(format('select test.run(%L, %L, null)', 'users_create', pg_temp.new('{"username": "Đặng"}')), '23514', null, 'a name of the wrong shape');
select throws_ok(format('select test.run(%L, %L, null)', 'users_create', pg_temp.new('{"username": "third.user", "roles": ["king"]}')), '23514', null, 'a role unknown');
reset role; select pg_temp.become('approver.11'); set local role thidua_api;
select is(test.refused('users_create', pg_temp.new('{"username": "third.user"}'), null) ->> 'slug', 'role-required', 'administrators alone');
select is(test.refused('users_list', null, null, null, null, null) ->> 'slug', 'role-required', 'for reading the list, too');
reset role; select pg_temp.become('administrator.1'); set local role thidua_api;
select is(test.body('users_create', pg_temp.new('{"username": "program", "roles": ["service"]}'), null) #>> '{role_assignments,0,role}', 'service', 'the root may');

-- Reading.
reset role; select pg_temp.become('administrator.111'); set local role thidua_api;
select is(pg_temp.names(null, null, null, null, null), 'administrator.111 administrator.1111 administrator.1112 approver.111 approver.1111 approver.1112 new.user program reporter.111 reporter.1111 reporter.1112 second.user', 'accounts of the subtree by name');
select is(pg_temp.names(test.org('1111')::text, null, null, null, null), 'administrator.1111 approver.1111 reporter.1111', 'of an organisation');
select is(pg_temp.names(test.org('12')::text, null, null, null, null), null, 'not of a neighbour');
select is(pg_temp.names(test.org('1')::text, null, null, null, null), null, 'nor of the one above');
select is(pg_temp.names(null, 'NGUOI moi', null, null, null), 'new.user program second.user', 'by words of the person''s name');
select is(pg_temp.names(null, 'repo 1112', null, null, null), 'reporter.1112', 'of both names');
select is(pg_temp.names(null, '%', null, null, null), null, 'by nothing');
select is((select string_agg(r ->> 'next', ' ') from test.run('users_list', null, null, null, null, '3') r), 'administrator.1112', 'a page');
select is(pg_temp.names(null, null, null, 'administrator.1112', '3'), 'approver.111 approver.1111 approver.1112', 'the next');
select is(pg_temp.names(null, 'approver', null, 'approver.111', '3'), 'approver.1111 approver.1112', 'also of a search');
select ok(not (test.body('users_list', null, null, null, null, '1') -> 0 ? 'role_assignments'), 'items without roles');
select is(test.body('users_get', test.usr('new.user')::text) ->> 'username', 'new.user', 'one');
select is(test.body('users_get', test.usr('reporter.112')::text), null, 'none of a neighbour');
select is(test.body('users_get', test.usr('reporter.11')::text), null, 'none above');

-- Changing. Rows of `was` hold nothing that goes stale: versions are asked for.
select is((select r #> '{body,phone}' || jsonb_build_array(r #> '{body,email}', r #> '{body,display_name}', r -> 'etag') from test.run('users_update', test.usr('new.user')::text, pg_temp.etag('new.user'),
  '{"phone": "0900 000 000", "email": null, "username": "x", "state": "disabled"}') r), '["0900 000 000", null, "Người Mới", "2"]', 'what the patch names');
select is((select username || ' ' || state from user_account where id = test.usr('new.user')), 'new.user active', 'and nothing else');
select is(test.refused('users_update', test.usr('new.user')::text, '1', '{}') #>> '{extra,current,phone}', '0900 000 000', 'overtaken');
select is(test.body('users_update', test.usr('reporter.112')::text, '*', '{}'), null, 'a neighbour''s is not there');
select is(test.body('users_update', test.usr('administrator.11')::text, '*', '{}'), null, 'nor one above');

-- Disabling.
select test.sign_in('new.user');
select is((select (r ->> 'etag') || ' ' || (r #>> '{body,state}') from test.run('users_disable', test.usr('new.user')::text, '2') r), '3 disabled', 'disabled');
select is(pg_temp.sessions('new.user'), 0::bigint, 'its sign-ins have ended');
select is(test.refused('users_disable', test.usr('new.user')::text, '3'), '{"slug": "invalid-state-transition", "extra": {"state": "disabled", "allowed_actions": ["enable"]}}', 'not twice');
select is((select r #>> '{body,state}' from test.run('users_enable', test.usr('new.user')::text, '3') r), 'active', 'enabled');
select is(test.refused('users_enable', test.usr('new.user')::text, '1') ->> 'slug', 'version-mismatch', 'overtaken');
select is(test.refused('users_disable', test.usr('administrator.111')::text, '*') #>> '{extra,reason}', 'own_account', 'nobody shuts himself out');
select is(test.body('users_disable', test.usr('reporter.112')::text, '*'), null, 'a neighbour''s is not there');

-- A new password.
select test.sign_in('reporter.1111');
select is((select r #>> '{body,must_change_password}' from test.run('users_reset_password', test.usr('reporter.1111')::text, '*', 'reset hash') r), 'true', 'reset');
select is((select password_hash from auth_lookup('reporter.1111')), 'reset hash', 'to the new one');
select is(pg_temp.sessions('reporter.1111'), 0::bigint, 'its sign-ins have ended');

-- An account of the subtree that also acts above it: its password would lend the rights there.
reset role;
insert into role_assignment (user_id, organisation_id, role) values (test.usr('reporter.1112'), test.org('11'), 'approver');
set local role thidua_api;
select is(test.refused('users_reset_password', test.usr('reporter.1112')::text, '*', 'x') #>> '{extra,reason}', 'account_acts_elsewhere', 'no reset from below');
select is(test.refused('users_update', test.usr('reporter.1112')::text, '*', '{}') #>> '{extra,reason}', 'account_acts_elsewhere', 'nor a change of address');
select is((select r #>> '{body,state}' from test.run('users_disable', test.usr('reporter.1112')::text, '*') r), 'disabled', 'but it can be disabled');
reset role; select pg_temp.become('administrator.11'); set local role thidua_api;
select is((select r #>> '{body,must_change_password}' from test.run('users_reset_password', test.usr('reporter.1112')::text, '*', 'x') r), 'true', 'whoever covers both may reset it');

-- Granting and ending roles.
reset role; select pg_temp.become('administrator.111'); set local role thidua_api;
select is(test.body('role_assignments_create', jsonb_build_object('user_id', test.usr('approver.1111'), 'organisation_id', test.org('1112'), 'role', 'viewer', 'valid_to', today() + 30)::text) - '{id,created_at}'::text[],
  jsonb_build_object('user_id', test.usr('approver.1111'), 'organisation_id', test.org('1112'), 'role', 'viewer', 'valid_from', today(), 'valid_to', today() + 30, 'granted_by', test.usr('administrator.111')), 'granted');
select is(pg_temp.scope_version('approver.1111'), 2::bigint, 'older tokens stop at once');
select is(pg_temp.etag('approver.1111'), '2', 'and the account is another version');
select is(pg_temp.grant_role('approver.1111', '112', 'viewer') #>> '{errors,0,pointer}', '/organisation_id', 'not at a neighbour');
select is(pg_temp.grant_role('approver.1111', '11', 'approver') #>> '{errors,0,pointer}', '/organisation_id', 'not above');
select is(pg_temp.grant_role('approver.112', '111', 'viewer') #>> '{errors,0,pointer}', '/user_id', 'not to a neighbour''s account');
select is(pg_temp.grant_role('approver.11', '111', 'viewer') #>> '{errors,0,pointer}', '/user_id', 'not to one from above');
select is(pg_temp.grant_role('administrator.111', '111', 'approver') #>> '{errors,0,code}', 'role_not_grantable', 'not to oneself');
select is(pg_temp.grant_role('approver.1111', '1111', 'service') #>> '{errors,0,code}', 'role_not_grantable', 'not the role of programs');
select throws_ok($$ select pg_temp.grant_role('approver.1111', '1111', 'approver') $$, '23P01', null, 'not twice');
select throws_ok($$ select pg_temp.grant_role('approver.1111', '1111', 'king') $$, '23514', null, 'not a role unknown');
reset role;
truncate was;
insert into was select to_jsonb(r) from role_assignment r where user_id in (test.usr('approver.1111'), test.usr('approver.112'), test.usr('reporter.1112'));
create function pg_temp.role_of(p_user text, p_org text) returns text language sql stable
as $$ select body ->> 'id' from was where (body ->> 'user_id')::uuid = test.usr(p_user) and (body ->> 'organisation_id')::uuid = test.org(p_org) $$;
set local role thidua_api;
select is((select r from test.run('role_assignments_delete', pg_temp.role_of('approver.1111', '1111')) r), '{"body": null}', 'ended');
select is((select valid_to from role_assignment where id = pg_temp.role_of('approver.1111', '1111')::uuid), today(), 'from today on');
select is_empty($$ select test.run('role_assignments_delete', pg_temp.role_of('approver.1111', '1111')) $$, 'not twice');
select is((select count(*) from test.run('role_assignments_delete', pg_temp.role_of('approver.1111', '1112')) r), 1::bigint, 'one that began today');
select is((select count(*) from role_assignment where id = pg_temp.role_of('approver.1111', '1112')::uuid), 0::bigint, 'never was');
select is(pg_temp.scope_version('approver.1111'), 4::bigint, 'older tokens stop each time');
select is(jsonb_array_length(test.body('users_get', test.usr('approver.1111')::text) -> 'role_assignments'), 0, 'and roles that have ended are not shown');
select is_empty($$ select test.run('role_assignments_delete', pg_temp.role_of('approver.112', '112')) $$, 'a neighbour''s is not there');
select is_empty($$ select test.run('role_assignments_delete', pg_temp.role_of('reporter.1112', '11')) $$, 'nor a role above, of an account below');
select is_empty($$ select * from auth_session_start(test.usr('approver.1111'), null, null) $$, 'without a role nobody signs in');
select is((select count(*) from audit_event where action = 'role.end' and user_id = scope_user() and subject_id = test.usr('approver.1111')), 2::bigint, 'in the trail');

select * from finish();
rollback;
