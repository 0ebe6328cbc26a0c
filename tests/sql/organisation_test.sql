-- Organisations, populations, administrative units: reading and changing, through the queries that the service sends.
begin;
select no_plan();
create function pg_temp.codes(variadic p text[]) returns text language sql volatile
as $$ select string_agg(i ->> 'code', ' ') from jsonb_array_elements(test.body('organisations_list', variadic p)) i $$;
create function pg_temp.become(p_user text) returns void language plpgsql
as $$ begin perform test.leave(); perform test.enter(p_user); end $$;
create function pg_temp.new(p_change jsonb) returns text language sql
as $$ select (jsonb_build_object('parent_id', test.org('111'), 'level', 'grassroots', 'code', 'T.1.1.9', 'kind', 'enterprise_union',
  'name', 'Công đoàn cơ sở Mới') || p_change)::text $$;
update thidua.organisation set state = 'dissolved', dissolved_on = '2026-06-30' where code = 'T.1.2.2';
create function pg_temp.update_name(p_org text, p_version text, p_patch text) returns jsonb language sql volatile
as $$ select r from test.run('organisations_update', test.org(p_org)::text, p_version, p_patch) r $$;

create function pg_temp.put(p_org text, p_kind text, p_as_of text, p_value text) returns jsonb language sql volatile
as $$ select test.body('organisations_populations_put', test.org(p_org)::text, p_kind, p_as_of, format('{"value": %s}', p_value)) $$;

-- Reading one.
select pg_temp.become('reporter.111');
set local role thidua_api;
select is((select r - 'body' from test.run('organisations_get', test.org('111')::text, null, null) r), '{"etag": "1"}', 'version is the etag');
select is(test.body('organisations_get', test.org('111')::text, null, null) - 'created_at' - 'updated_at', jsonb_build_object('id', test.org('111'),
  'system', 'union', 'level', 'upper', 'parent_id', test.org('11'), 'code', 'T.1.1', 'kind', 'commune_union', 'name', 'Công đoàn xã Đồng Mây 1',
  'name_en', 'Test organisation T.1.1', 'short_name', null, 'state', 'active', 'founded_on', '2025-07-01', 'dissolved_on', null, 'version', 1),
  'all members');
select is(test.body('organisations_get', test.org('111')::text, 'id,code', null), jsonb_build_object('id', test.org('111'), 'code', 'T.1.1'), 'some members');
select is(test.body('organisations_get', test.org('111')::text, 'code', 'ancestors,children_count'), jsonb_build_object('code', 'T.1.1',
  'children_count', 2, 'ancestors', jsonb_build_array(jsonb_build_object('id', test.org('1'), 'name', 'Tổng Liên đoàn Thử Nghiệm'),
  jsonb_build_object('id', test.org('11'), 'name', 'Liên đoàn Lao động tỉnh Sông Xanh'))), 'with what costs more');
select is((test.body('organisations_get', test.org('11')::text, null, 'children_count') ->> 'children_count')::integer, 1,
  'of an ancestor, only the children in scope are counted');
select isnt(test.body('organisations_get', test.org('1')::text, null, null), null, 'an ancestor is seen');
select is_empty($$ select test.run('organisations_get', test.org('112')::text, null, null) $$, 'a sibling is not');
select is_empty($$ select test.run('organisations_get', test.org('121')::text, null, null) $$, 'nor a cousin');

-- Lists.
select is(pg_temp.codes(null, null, null, null, null, null, null, null), 'T.1.1 T.1.1.1 T.1.1.2', 'the own subtree, in the order of the tree');
reset role; select pg_temp.become('reporter.1'); set local role thidua_api;
select is(pg_temp.codes(test.org('1')::text, null, null, null, null, null, null, null), 'T.1 T.2', 'children');
select is(pg_temp.codes(null, 'province', null, null, null, null, null, null), 'T.1 T.2', 'of a level');
select is(pg_temp.codes(null, 'province,upper,province', null, null, null, null, null, null), 'T.1 T.1.1 T.1.2 T.2 T.2.1 T.2.2', 'of some levels');
select is(pg_temp.codes(test.org('12')::text, 'grassroots', null, null, null, null, null, null), null, 'children of a level that they have not');
select is(pg_temp.codes(null, null, 'dissolved', null, null, null, null, null), 'T.1.2.2', 'dissolved');
select is(pg_temp.codes(null, 'grassroots', 'active', null, null, null, null, null), 'T.1.1.1 T.1.1.2 T.1.2.1 T.2.1.1 T.2.1.2 T.2.2.1 T.2.2.2', 'active of a level');
select is(pg_temp.codes(null, null, null, null, 'T.2.1', null, null, null), 'T.2.1', 'by code');
select is((select string_agg(i ->> 'children_count', '') from jsonb_array_elements(test.body('organisations_list', test.org('1')::text, null, null, null, null, null, null, null)) i),
  '22', 'with the number of children');
select is(test.body('organisations_list', test.org('1')::text, null, null, null, null, null, '1', 'id,name') -> 0,
  jsonb_build_object('id', test.org('11'), 'name', 'Liên đoàn Lao động tỉnh Sông Xanh'), 'only the members asked for');

-- Pages: every size walks through the same rows.
reset role;
create function pg_temp.walk(p_limit integer, p_q text default null, p_levels text default null) returns text language plpgsql as $$
declare
  v_row jsonb;
  v_all text := '';
begin
  loop
    select r into v_row from test.run('organisations_list', null, p_levels, null, p_q, null, v_row ->> 'next', p_limit::text, 'code') r;
    v_all := v_all || coalesce((select string_agg(' ' || (i ->> 'code'), '') from jsonb_array_elements(v_row -> 'body') i), '');
    exit when v_row ->> 'next' is null;
  end loop;
  return btrim(v_all);
end
$$;
set local role thidua_api;
select is(pg_temp.walk(n), 'T T.1 T.1.1 T.1.1.1 T.1.1.2 T.1.2 T.1.2.1 T.1.2.2 T.2 T.2.1 T.2.1.1 T.2.1.2 T.2.2 T.2.2.1 T.2.2.2', 'pages of ' || n)
from unnest('{1,2,3,7,14,15,200}'::integer[]) n;
select is(pg_temp.walk(n, null, 'upper,grassroots'), 'T.1.1 T.1.1.1 T.1.1.2 T.1.2 T.1.2.1 T.1.2.2 T.2.1 T.2.1.1 T.2.1.2 T.2.2 T.2.2.1 T.2.2.2', 'of two levels by ' || n)
from unnest('{1,5,12}'::integer[]) n;
select is(pg_temp.walk(n, 'hoa gao'), 'T.1.1.1 T.1.2.1 T.2.1.1 T.2.2.1', 'of a search by ' || n) from unnest('{1,2,3,4,5}'::integer[]) n;

-- Searching.
select is(pg_temp.codes(null, null, null, q, null, null, null, null), codes, format('search for "%s"', q))
from (values
  ('Hoa Gạo', 'T.1.1.1 T.1.2.1 T.2.1.1 T.2.2.1'), ('hoa gao', 'T.1.1.1 T.1.2.1 T.2.1.1 T.2.2.1'), ('GẠO hoa', 'T.1.1.1 T.1.2.1 T.2.1.1 T.2.2.1'),
  ('lien doan tinh', 'T.1 T.2'), ('do may', 'T.1.1 T.2.1'), ('đồng mây 2', 'T.2.1'), ('T.1.1.', 'T.1.1.1 T.1.1.2'), (' t.1.2', 'T.1.2 T.1.2.1 T.1.2.2'), ('T.', 'T.1 T.1.1 T.1.1.1 T.1.1.2 T.1.2 T.1.2.1 T.1.2.2 T.2 T.2.1 T.2.1.1 T.2.1.2 T.2.2 T.2.2.1 T.2.2.2'), ('gao 11', 'T.1.1.1'),
  ('nothing such', null), ('...', null), ('''); drop table x; --', null), ('hoa & gao | ! la:*A <-> (', null), ('hoa:* & gao', 'T.1.1.1 T.1.2.1 T.2.1.1 T.2.2.1')) s (q, codes);
select is(pg_temp.codes(test.org('111')::text, null, null, 'cong doan', null, null, null, null), 'T.1.1.1 T.1.1.2', 'below a parent');
select is(pg_temp.codes(null, 'upper', null, 'cong doan', null, null, null, null), 'T.1.1 T.1.2 T.2.1 T.2.2', 'of a level');
select is(pg_temp.codes(null, null, 'dissolved', 'cong doan', null, null, null, null), 'T.1.2.2', 'of a state');
select is(test.body('organisations_list', null, null, null, 'hoa gao 22', null, null, null, null) #> '{0,ancestors}', jsonb_build_array(
  jsonb_build_object('id', test.org('1'), 'name', 'Tổng Liên đoàn Thử Nghiệm'), jsonb_build_object('id', test.org('12'), 'name', 'Liên đoàn Lao động tỉnh Núi Vàng'),
  jsonb_build_object('id', test.org('122'), 'name', 'Công đoàn xã Bãi Cát 2')), 'a hit comes with where it stands');
reset role; select pg_temp.become('reporter.111'); set local role thidua_api;
select is(pg_temp.codes(null, null, null, 'cong doan', null, null, null, null), 'T.1.1 T.1.1.1 T.1.1.2', 'search keeps to the scope');
select is(pg_temp.codes(null, null, null, 'cong doan', null, '0001', null, null), 'T.1.1 T.1.1.1 T.1.1.2', 'whatever the place it starts from');
reset role; select test.leave(); set local role thidua_api;
select is(pg_temp.codes(null, null, null, 'cong doan', null, null, null, null), null, 'and finds nothing without');
reset role;

-- Founding.
select pg_temp.become('administrator.11');
set local role thidua_api;
select is((select r - 'body' || jsonb_build_object('id', right(r ->> 'location', 36) = r #>> '{body,id}', 'level', r #> '{body,level}', 'parent', r #> '{body,parent_id}', 'system', r #> '{body,system}')
  from test.run('organisations_create', pg_temp.new('{"founded_on": "2026-02-03"}')) r) - 'location',
  jsonb_build_object('etag', '1', 'id', true, 'level', 'grassroots', 'parent', test.org('111'), 'system', 'union'), 'founded');
select is((select path from thidua.organisation where code = 'T.1.1.9'), '0001000100010003', 'with the next segment below its parent');
select is((select path || ' ' || valid_from from thidua.organisation_placement p where p.organisation_id = (select id from thidua.organisation where code = 'T.1.1.9')),
  '0001000100010003 2026-02-03', 'and a dated place');
select is((select count(*) from thidua.audit_event where action = 'organisation.create' and subject_path = '0001000100010003' and user_id = test.usr('administrator.11')), 1::bigint, 'in the trail');
select is(test.body('organisations_create', pg_temp.new(jsonb_build_object('id', test.org('1119'), 'code', 'T.1.1.8'))) ->> 'id', test.org('1119')::text, 'with the client''s own id');
select is(test.refused('organisations_create', pg_temp.new(change)) - 'extra', result::jsonb, 'refused: ' || why)
from (values
  (jsonb_build_object('parent_id', test.org('12')), '{"slug":"validation-failed","errors":[{"pointer":"/parent_id","code":"not_found","params":{}}]}', 'below a neighbour'),
  (jsonb_build_object('parent_id', test.org('1')), '{"slug":"validation-failed","errors":[{"pointer":"/parent_id","code":"not_found","params":{}}]}', 'above'),
  (jsonb_build_object('parent_id', test.org('1119'), 'level', 'upper'), '{"slug":"validation-failed","errors":[{"pointer":"/level","code":"level_misplaced","params":{"parent":"grassroots"}}]}', 'a level upside down'),
  (jsonb_build_object('level', 'upper'), '{"slug":"validation-failed","errors":[{"pointer":"/level","code":"level_misplaced","params":{"parent":"upper"}}]}', 'the same level again'),
  (jsonb_build_object('level', 'commune'), '{"slug":"validation-failed","errors":[{"pointer":"/level","code":"level_misplaced","params":{"parent":"upper"}}]}', 'a level of another system')) x (change, result, why);
select throws_ok(format('select test.run(%L, %L)', 'organisations_create', pg_temp.new('{}')), '23505', null, 'a code twice');
select throws_ok(format('select test.run(%L, %L)', 'organisations_create', pg_temp.new('{"code": "thường"}')), '23514', null, 'a code of the wrong shape');
reset role; select pg_temp.become('approver.11'); set local role thidua_api;
select is(test.refused('organisations_create', pg_temp.new('{}')) ->> 'slug', 'role-required', 'an approver founds nothing');
reset role; select pg_temp.become('administrator.1'); set local role thidua_api;
select is(test.refused('organisations_create', pg_temp.new(jsonb_build_object('parent_id', (select id from thidua.organisation where code = 'T.1.2.2'), 'level', 'group'))) ->> 'slug',
  'organisation-dissolved', 'nothing below what is dissolved');
select is(test.body('organisations_create', pg_temp.new(jsonb_build_object('id', test.org('9'), 'parent_id', test.org('1111'), 'level', 'group', 'code', 'T.G'))) ->> 'level', 'group', 'a group');
select is(test.body('organisations_create', pg_temp.new(jsonb_build_object('parent_id', test.org('9'), 'level', 'group', 'code', 'T.GG'))) ->> 'level', 'group', 'in a group');

-- Changing.
select is(pg_temp.update_name('111', '1', '{"name": " Công đoàn xã Mới ", "short_name": "CĐ", "name_en": null}') #- '{body,updated_at}' #- '{body,created_at}' #- '{body,id}' #- '{body,parent_id}',
  '{"etag": "2", "body": {"system": "union", "level": "upper", "code": "T.1.1", "kind": "commune_union", "name": "Công đoàn xã Mới", "name_en": null, "short_name": "CĐ", "state": "active", "founded_on": "2025-07-01", "dissolved_on": null, "version": 2}}',
  'what the patch names is changed, the rest stays');
select is(pg_temp.codes(null, null, null, 'xa moi', null, null, null, null), 'T.1.1', 'and is found by its new name');
select is(test.refused('organisations_update', test.org('111')::text, '1', '{"name": "X"}') #- '{extra,current}',
  '{"slug": "version-mismatch", "extra": {"current_version": 2, "current_etag": "\"2\"", "current_mutation_id": null}}', 'overtaken');
select is(test.refused('organisations_update', test.org('111')::text, '1', '{"name": "X"}') #>> '{extra,current,name}', 'Công đoàn xã Mới', 'with the present state');
select is(pg_temp.update_name('111', '*', '{"kind": "zone_union"}') ->> 'etag', '3', 'any version');
select is(pg_temp.update_name('111', '3', '{"level": "central", "path": "0009", "state": "dissolved", "version": 99, "kind": "x"}') #>> '{body,level}', 'upper', 'what is not to be changed stays');
reset role; select pg_temp.become('administrator.11'); set local role thidua_api;
select is(pg_temp.update_name('12', '*', '{"name": "X"}'), null, 'a neighbour is not there');
select is(pg_temp.update_name('1', '*', '{"name": "X"}'), null, 'the one above is not for changing');
select is(test.refused('organisations_update', (select id from thidua.organisation where code = 'T.1.2.2')::text, '*', '{"name": "X"}') ->> 'slug', 'organisation-dissolved', 'what is dissolved stays');
reset role; select pg_temp.become('reporter.11'); set local role thidua_api;
select is(test.refused('organisations_update', test.org('11')::text, '*', '{"name": "X"}') ->> 'slug', 'role-required', 'a reporter changes no names');

-- Populations.
select is(pg_temp.put('11', 'members', '2026-06-30', '777') - 'recorded_at', jsonb_build_object('organisation_id', test.org('11'), 'kind', 'members', 'as_of', '2026-06-30', 'value', 777), 'a reporter records for his own');
select is(pg_temp.put('11', 'members', '2026-06-30', '778') ->> 'value', '778', 'and again');
select is(pg_temp.put('12', 'members', '2026-06-30', '1'), null, 'not for a neighbour');
select is(test.refused('organisations_populations_put', test.org('111')::text, 'members', '2026-06-30', '{"value": 1}') ->> 'slug', 'role-required', 'nor for those below');
select is(test.refused('organisations_populations_put', test.org('11')::text, 'members', (thidua.today() + 1)::text, '{"value": 1}') ->> 'slug', 'validation-failed', 'nor for tomorrow');
select throws_ok($$ select pg_temp.put('11', 'strangers', '2026-06-30', '1') $$, '23514', null, 'nor of a kind unknown');
select throws_ok($$ select pg_temp.put('11', 'members', '2026-06-30', '-1') $$, '23514', null, 'nor below zero');
reset role; select pg_temp.become('approver.11'); set local role thidua_api;
select is(pg_temp.put('1111', 'members', '2026-06-30', '42') ->> 'value', '42', 'an approver does for those below');
select is((select jsonb_agg(p - 'recorded_at' - 'organisation_id') from jsonb_array_elements(test.body('organisations_populations_list', test.org('1111')::text)) p),
  '[{"kind": "members", "as_of": "2026-06-30", "value": 42}, {"kind": "members", "as_of": "2025-12-31", "value": 110}]', 'the newest first');
select is(test.body('organisations_populations_list', test.org('1')::text), '[]', 'of those above nothing is told');
select is(test.body('organisations_populations_list', test.org('12')::text), null, 'and a neighbour is not there');
reset role;

-- What a period took over is not changed afterwards.
do $$
declare
  v_plan uuid := thidua.uuid_v7();
  v_period uuid;
begin
  insert into thidua.plan (id, organisation_id, organisation_path, root_id, title, state, issued_at)
  values (v_plan, test.org('11'), '00010001', v_plan, 'Kế hoạch', 'issued', now());
  insert into thidua.period (plan_id, code, kind, starts_on, ends_on, cut_off_on, due_at, state, opened_at)
  values (v_plan, '2026', 'year', '2026-01-01', '2026-12-31', '2026-12-31', now(), 'open', clock_timestamp()) returning id into v_period;
  insert into thidua.duty (organisation_id, period_id, organisation_path, level, due_at)
  values (test.org('1111'), v_period, '0001000100010001', 'grassroots', now());
end
$$;
set local role thidua_api;
select is(test.refused('organisations_populations_put', test.org('1111')::text, 'members', '2026-06-30', '{"value": 43}') ->> 'slug', 'population-frozen', 'frozen');
select is(pg_temp.put('1111', 'members', '2026-06-30', '42') ->> 'value', '42', 'the same value again does no harm');
select is(pg_temp.put('1111', 'members', '2026-07-31', '43') ->> 'value', '43', 'a later day is free');
select is(pg_temp.put('1112', 'members', '2025-12-31', '44') ->> 'value', '44', 'and so is who owes nothing');

-- Administrative units.
select is((select count(*) || ' ' || min(u ->> 'code') || ' ' || max(u ->> 'code') from jsonb_array_elements(test.body('administrative_units_list', 'province', null, null, null, null)) u),
  '34 01 96', 'the provinces');
select is((select string_agg(u ->> 'name', ', ' order by u ->> 'code') from jsonb_array_elements(test.body('administrative_units_list', null, null, q, null, null)) u), names, format('units like "%s"', q))
from (values ('hung yen', 'Hưng Yên'), ('YÊN', 'Yên Định, Hưng Yên'), ('hoà', 'Thanh Hóa, Khánh Hòa'), ('da', 'Đà Nẵng, Đắk Lắk'), ('116', 'Hồng An'), ('%', null), ('_', null), ('zzz', null)) x (q, names);
select is((select string_agg(u ->> 'code', ' ') from jsonb_array_elements(test.body('administrative_units_list', null, '38', null, null, null)) u), '15469', 'communes of a province');
select is((select r ->> 'next' from test.run('administrative_units_list', null, null, null, null, '2') r), '04', 'a page');
select is((select string_agg(u ->> 'code', ' ') from jsonb_array_elements(test.body('administrative_units_list', null, null, null, '04', '2')) u), '08 11', 'the next');
select is(test.body('administrative_units_get', '11602'), '{"code": "11602", "level": "commune", "kind": "phuong", "name": "Hồng An", "name_en": "Hong An", "parent_code": "31", "valid_from": "2025-07-01", "valid_to": null}', 'one');
select is(test.body('administrative_units_get', '99'), null, 'none');

select * from finish();
rollback;
