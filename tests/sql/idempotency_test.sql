-- The answer to a change is kept with it and given again.
begin;
select no_plan();
set local search_path = thidua, public, pg_temp;
select test.enter('administrator.11');
-- As the service sends it: the check, then the change and the keeping in one statement.
create function pg_temp.send(p_key text, p_body text, p_fingerprint text default null) returns jsonb language plpgsql as $$
declare
  v_row record;
  v_sql text;
  v_detail text;
begin
  perform idempotency_check('organisations_create', p_key, coalesce(p_fingerprint, md5(p_body)));
  select 'select r.*, thidua.idempotency_finish($2, $3, $4, r.body, r.etag, r.location) from (' || sql || ') r' into v_sql
  from test.query where name = 'organisations_create';
  execute v_sql into v_row using p_body, 'organisations_create'::text, p_key, coalesce(p_fingerprint, md5(p_body));
  return jsonb_build_object('body', v_row.body, 'etag', v_row.etag, 'location', v_row.location);
exception when sqlstate 'TDIDM' then
  get stacked diagnostics v_detail = pg_exception_detail;
  return v_detail::jsonb || '{"replayed": true}';
end
$$;
create function pg_temp.union_new(p_code text) returns text language sql
as $$ select jsonb_build_object('parent_id', test.org('111'), 'level', 'grassroots', 'code', p_code, 'kind', 'enterprise_union', 'name', 'Công đoàn Mới')::text $$;
create temp table first (answer jsonb);
grant all on first to public;

set local role thidua_api;
insert into first select pg_temp.send('key 1', pg_temp.union_new('T.9'));
select is((select (answer ->> 'body')::jsonb ->> 'code' from first), 'T.9', 'the first time it is done');
select is(pg_temp.send('key 1', pg_temp.union_new('T.9')), (select answer || '{"replayed": true}' from first), 'then told again, to the letter');
select is((select count(*) from organisation where code = 'T.9'), 1::bigint, 'and not done twice');
select is(test.problem(format('select pg_temp.send(%L, %L)', 'key 1', pg_temp.union_new('T.8'))) ->> 'slug', 'idempotency-key-reused', 'another request under the same key');
select is((pg_temp.send('key 2', pg_temp.union_new('T.8')) ->> 'body')::jsonb ->> 'code', 'T.8', 'another key, another change');
select lives_ok($$ select idempotency_check('users_create', 'key 1', 'f') $$, 'the key of another operation is another key');
-- Two at once: the second did not see the first when it looked.
select throws_ok($$ select idempotency_finish('organisations_create', 'key 1', 'f', null, null, null) $$, '23505', null, 'a second change under the key goes back');
reset role;
select test.leave();
select test.enter('administrator.12');
set local role thidua_api;
select lives_ok(format('select idempotency_check(%L, %L, %L)', 'organisations_create', 'key 1', 'f'), 'the key of another account is another key');
reset role;
update idempotency_key set created_at = now() - interval '8 days' where key = 'key 2';
set local role thidua_worker;
select is(idempotency_expire(), 1::bigint, 'forgotten after seven days');
reset role;
select test.leave();
set local role thidua_api;
select throws_ok($$ select idempotency_finish('x', 'k', 'f', null, null, null) $$, '42501', null, 'nothing is kept without scope');

select * from finish();
rollback;
