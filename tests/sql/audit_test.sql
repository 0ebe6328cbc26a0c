-- The trail: written by commands alone, read by place, the newest first.
begin;
select no_plan();
set local search_path = thidua, public, pg_temp;
create function pg_temp.become(p_user text) returns void language plpgsql
as $$ begin perform test.leave(); perform test.enter(p_user); end $$;
create function pg_temp.seen(variadic p text[]) returns text language sql volatile
as $$ select string_agg(i ->> 'action' || coalesce(':' || (i ->> 'subject_version'), ''), ' ') from jsonb_array_elements(test.body('audit_events_list', variadic p)) i where i ->> 'action' not like 'session.%' $$;

select pg_temp.become('approver.111');
set local role thidua_command;
select audit('plan.issue', 'plan', test.org('7'), '000100010001', 1, '{"a": 1}');
select audit('plan.close', 'plan', test.org('7'), '000100010001', 2);
select audit('plan.issue', 'plan', test.org('8'), '0001000100010001', 1);
select audit('plan.issue', 'plan', test.org('9'), '0001000100020001', 1);
select audit('plan.issue', 'plan', test.org('6'), '0001', 1);
reset role;

set local role thidua_api;
select is(pg_temp.seen(null, null, null, null, null), 'plan.issue:1 plan.close:2 plan.issue:1', 'of the own subtree');
select is(pg_temp.seen(test.org('7')::text, null, null, null, null), 'plan.close:2 plan.issue:1', 'of one record');
select is(pg_temp.seen(test.org('9')::text, null, null, null, null), null, 'not of a neighbour''s');
select is(pg_temp.seen(null, test.org('1111')::text, null, null, null), 'plan.issue:1', 'of an organisation');
select is(pg_temp.seen(null, test.org('112')::text, null, null, null), null, 'not of a neighbour');
select is(pg_temp.seen(null, null, 'plan.close', null, null), 'plan.close:2', 'of an action');
select is(test.body('audit_events_list', test.org('7')::text, null, 'plan.issue', null, null) #- '{0,id}' #- '{0,at}' -> 0, jsonb_build_object('user_id', test.usr('approver.111'),
  'organisation_id', test.org('111'), 'action', 'plan.issue', 'subject_type', 'plan', 'subject_id', test.org('7'), 'subject_version', 1, 'details', '{"a": 1}'::jsonb,
  'request_id', '00000000-0000-7000-8000-00000000beef'), 'who, where, what, in which request');
select is((select string_agg(i ->> 'subject_version', '') from test.run('audit_events_list', test.org('7')::text, null, null, null, '1') r, jsonb_array_elements(r -> 'body') i), '2', 'a page');
select is(pg_temp.seen(test.org('7')::text, null, null, (select r ->> 'next' from test.run('audit_events_list', test.org('7')::text, null, null, null, '1') r), '1'), 'plan.issue:1', 'the next');
select throws_ok($$ insert into thidua.audit_event (action, subject_type, subject_id, subject_path) values ('x', 'x', test.org('1'), '0001') $$, '42501', null, 'the service writes nothing');
select throws_ok($$ select audit('x', 'x', test.org('1'), '0001') $$, '42501', null, 'not even through the function');
select throws_ok($$ select audit_write(null, null, null, 'x', 'x', test.org('1'), '0001', null, null) $$, '42501', null, 'nor the one below it');
select throws_ok($$ update thidua.audit_event set action = 'x' $$, '42501', null, 'and rewrites nothing');
reset role;
set local role thidua_command;
select throws_ok($$ delete from thidua.audit_event $$, '42501', null, 'nor do the commands');
reset role; select pg_temp.become('reporter.111'); set local role thidua_api;
select is(test.refused('audit_events_list', null, null, null, null, null) ->> 'slug', 'role-required', 'a reporter does not read it');
reset role; select pg_temp.become('auditor.1'); set local role thidua_api;
select is(pg_temp.seen(null, null, 'plan.issue', null, null), 'plan.issue:1 plan.issue:1 plan.issue:1 plan.issue:1', 'the auditor of the root reads all');

select * from finish();
rollback;
