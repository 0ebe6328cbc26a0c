-- Helpers of JSON, problems and pages.
begin;
select no_plan();
set local search_path = thidua, public, pg_temp;

-- The examples of RFC 7396, appendix A.
select is(json_merge_patch(target::jsonb, patch::jsonb), result::jsonb, format('merge %s into %s', patch, target))
from (values
  ('{"a":"b"}', '{"a":"c"}', '{"a":"c"}'), ('{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'), ('{"a":"b"}', '{"a":null}', '{}'),
  ('{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'), ('{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'),
  ('{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'), ('{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'),
  ('{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'), ('["a","b"]', '["c","d"]', '["c","d"]'), ('{"a":"b"}', '["c"]', '["c"]'),
  ('{"a":"foo"}', 'null', 'null'), ('{"a":"foo"}', '"bar"', '"bar"'), ('{"e":null}', '{"a":1}', '{"e":null,"a":1}'),
  ('[1,2]', '{"a":"b","c":null}', '{"a":"b"}'), ('{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}')
) x (target, patch, result);

select is(json_pick('{"a":1,"b":null,"c":{"d":2}}', null), '{"a":1,"b":null,"c":{"d":2}}'::jsonb, 'no list: everything');
select is(json_pick('{"a":1,"b":null,"c":{"d":2}}', 'b,c'), '{"b":null,"c":{"d":2}}'::jsonb, 'a list: those');
select is(json_pick('{"a":1}', 'x'), '{}'::jsonb, 'a list of strangers: nothing');

select is(json_time('2026-11-21 08:09:10.123456+07'), '2026-11-21T01:09:10.123Z', 'time in UTC with milliseconds');
select is(json_time(null), null, 'no time');
select is(json_text('{"name":"  Ho\u0300a  "}', 'name'), 'Hòa', 'composed and without blanks around');
select is(json_text('{"name":"  "}', 'name'), null, 'blank is nothing');

select is(page_limit(null), 50, 'fifty unless told');
select is(page_limit('200'), 200, 'two hundred');
select is(page_limit('1000'), 200, 'at most');
select is(page_limit('0'), 1, 'at least one');
select results_eq($$ select body, next from thidua.page_answer('{"{\"a\":1}","2","3"}', '{a,b,c}', '2') $$,
  $$ values ('[{"a":1},2]', 'b') $$, 'one more than a page: the next begins after the last shown');
select results_eq($$ select body, next from thidua.page_answer('{1,2}', '{a,b}', '2') $$, $$ values ('[1,2]', null::text) $$,
  'exactly a page: none follows');
select results_eq($$ select body, next from thidua.page_answer(null, null, '2') $$, $$ values ('[]', null::text) $$, 'empty page');

select is(test.problem($$ select thidua.problem('some-slug') $$), '{"slug":"some-slug"}'::jsonb, 'a slug alone');
select is(test.problem($$ select thidua.problem_invalid('/name', 'too_long', '{"max":3}') $$),
  '{"slug":"validation-failed","errors":[{"pointer":"/name","code":"too_long","params":{"max":3}}]}'::jsonb, 'one fault');
select is(test.problem($$ select thidua.problem_version(7, null, '{"name":null}') $$),
  '{"slug":"version-mismatch","extra":{"current_version":7,"current_etag":"\"7\"","current_mutation_id":null,"current":{"name":null}}}'::jsonb,
  'version mismatch keeps null members');
select ok(version_matches('7', 7) and version_matches('*', 7), 'versions match');
select ok(not version_matches('8', 7) and not version_matches(null, 7) and not version_matches('', 7) and not version_matches('07', 7),
  'versions differ');

select is(fold_words('  Công đoàn  CƠ SỞ – "Hoà-Bình" (HY.01_002/3) '), 'cong doan co so hoa binh hy 01 002 3', 'folded words');
select ok(substr(uuid_v7()::text, 15, 1) = '7' and substr(uuid_v7()::text, 20, 1) in ('8', '9', 'a', 'b'), 'version and variant');
select ok(('x' || left(replace(uuid_v7()::text, '-', ''), 12))::bit(48)::bigint
  between extract(epoch from now()) * 1000 - 1000 and extract(epoch from clock_timestamp()) * 1000 + 1000, 'and the time');

create function pg_temp.out_of_order() returns integer language plpgsql as $$
declare
  v_last uuid := uuid_v7();
  v_next uuid;
  v_count integer := 0;
begin
  for i in 1 .. 1000 loop
    v_next := uuid_v7();
    v_count := v_count + (v_next <= v_last)::integer;
    v_last := v_next;
  end loop;
  return v_count;
end
$$;
select is(pg_temp.out_of_order(), 0, 'in the order in which they were made');

select is(organisation_segment(n), s, 'segment ' || n)
from (values (0, '0000'), (1, '0001'), (9, '0009'), (10, '000A'), (35, '000Z'), (36, '0010'), (1679615, 'ZZZZ')) x (n, s);

select * from finish();
rollback;
