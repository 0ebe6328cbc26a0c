-- Movements, indicators, plans and periods, through the statements that the service sends.
begin;
select no_plan();
\ir report_family.sql

-- Movements.
select pg_temp.act('reporter.11');
select is(test.refused('movements_create', '{"code": "M1", "name": "Thi đua", "starts_on": "2025-06-17", "ends_on": "2030-12-31"}') ->> 'slug',
  'role-required', 'a movement is launched by an approver');
select pg_temp.act('approver.11');
select pg_temp.keep('movement', 'movements_create', '{"code": "M1", "name": " Thi đua ", "starts_on": "2025-06-17", "ends_on": "2030-12-31",
  "milestones": [{"kind": "launch", "year": 2025}]}');
select is(pg_temp.kept('movement', '{body,name}') || pg_temp.kept('movement', '{body,organisation,level}'), 'Thi đuaprovince', 'by the acting organisation');
select is(pg_temp.kept('movement', '{location}'), '/v1/movements/' || pg_temp.kept('movement', '{body,id}'), 'location');
select is(test.body('movements_update', pg_temp.kept('movement', '{body,id}'), '1', '{"name_en": "Emulation"}') ->> 'name_en', 'Emulation', 'changed');
select is(test.refused('movements_update', pg_temp.kept('movement', '{body,id}'), '1', '{"name_en": null}') #>> '{extra,current,name_en}', 'Emulation', 'an old version is refused');
select is(test.body('movements_update', pg_temp.kept('movement', '{body,id}'), '2', '{"name_en": null}') ->> 'name_en', null, 'null clears');
select pg_temp.act('approver.111');
select is(jsonb_array_length(test.body('movements_list', null, null)), 1, 'seen below');
select is(test.refused('movements_update', pg_temp.kept('movement', '{body,id}'), '3', '{"name": "x"}') ->> 'slug', 'role-required', 'but not changed there');
select pg_temp.act('approver.12');
select is(jsonb_array_length(test.body('movements_list', null, null)), 0, 'nor seen beside');
select is_empty(format($$ select test.run('movements_get', %L) $$, pg_temp.kept('movement', '{body,id}')), 'at all');

-- Indicators.
select pg_temp.act('administrator.1');
select pg_temp.keep('indicator', 'indicators_create', '{"code": "Q1", "name": "Kỹ năng số", "kind": "ratio", "population_kind": "members"}');
select is(pg_temp.kept('indicator', '{body,reporting_levels}')::jsonb, '["grassroots"]'::jsonb, 'the grassroots report unless told');
select is(test.refused('indicators_create', '{"code": "Q2", "name": "x", "kind": "count", "population_kind": "members"}') #>> '{errors,0,pointer}',
  '/population_kind', 'only a ratio has a population');
select throws_ok($$ select test.run('indicators_create', '{"code": "Q1", "name": "x", "kind": "count"}') $$, '23505', null, 'one code, one indicator');
select is(test.body('indicators_update', pg_temp.kept('indicator', '{body,id}'), '1', '{"kind": "count", "population_kind": null}') ->> 'kind', 'count',
  'how it is counted may change while no issued plan measures it');
select is(jsonb_array_length(test.body('indicators_list', 'ky nang', 'count', 'active', null, null)), 1, 'found by words without accents');
select is(jsonb_array_length(test.body('indicators_list', 'ky thuat', null, null, null, null)), 0, 'and not by others');

-- Drafting.
select pg_temp.act('approver.1');
select pg_temp.indicator('R', 'ratio', '{"population_kind": "members"}'), pg_temp.indicator('D', 'ratio'), pg_temp.indicator('M', 'unit_share'),
  pg_temp.indicator('F', 'unit_share'), pg_temp.indicator('N', 'count'), pg_temp.indicator('W', 'text');
select is(test.refused('plans_create', pg_temp.plan_body('{"movement_ids": ["00000000-0000-7000-8000-00000000dead"],
    "phases": [{"code": "a", "kind": "target", "name": "A", "starts_on": "2027-01-01", "ends_on": "2026-01-01"}],
    "targets": [{"indicator_code": "R", "phase_code": "b", "comparator": ">=", "threshold": "1"},
      {"indicator_code": "Z", "phase_code": "a", "comparator": ">=", "threshold": "1"},
      {"indicator_code": "R", "comparator": ">=", "threshold": "-1", "nested_minimum": 2},
      {"phase_code": "a", "year": 2026, "comparator": ">=", "threshold": "1"}]}')) -> 'errors',
  '[{"pointer": "/phases/0/ends_on", "code": "dates_reversed", "params": {}},
    {"pointer": "/movement_ids/0", "code": "not_found", "params": {}},
    {"pointer": "/targets/0/phase_code", "code": "phase_unknown", "params": {}},
    {"pointer": "/targets/1/indicator_code", "code": "not_found", "params": {}},
    {"pointer": "/targets/2", "code": "one_of_two", "params": {"names": "phase_code, year"}},
    {"pointer": "/targets/2/nested_minimum", "code": "not_allowed", "params": {}},
    {"pointer": "/targets/2/threshold", "code": "negative", "params": {}},
    {"pointer": "/targets/3", "code": "one_of_two", "params": {"names": "indicator_id, indicator_code"}},
    {"pointer": "/targets/3", "code": "one_of_two", "params": {"names": "phase_code, year"}}]'::jsonb, 'all faults at once, each at its place');
select is(test.refused('plans_create', pg_temp.plan_body('{"targets": [{"indicator_code": "R", "year": 2026, "comparator": ">=", "threshold": "1"},
  {"indicator_code": "R", "year": 2026, "comparator": ">=", "threshold": "2"}]}')) #>> '{errors,1,code}', 'repeated', 'one target for one indicator and time');
select pg_temp.keep('T', 'plans_create', pg_temp.plan_body(jsonb_build_object('id', pg_temp.id('T'), 'symbol', null, 'mutation_id', pg_temp.id('m1'))));
select is(pg_temp.kept('T', '{body,root_id}'), pg_temp.id('T')::text, 'a first plan is its own root');
select is(pg_temp.kept('T', '{body,targets,2,threshold}') || pg_temp.kept('T', '{body,targets,2,indicator,code}') || pg_temp.kept('T', '{body,targets,2,nested_minimum}'),
  '50M2', 'targets with their indicators, in order');
select is(pg_temp.kept('T', '{body,allowed_actions}')::jsonb, '["delete", "issue", "update"]'::jsonb, 'what may be done');
select is(test.refused('plans_issue', pg_temp.id('T')::text, '1', '{}') -> 'errors', '[{"pointer": "/symbol", "code": "required", "params": {}}]'::jsonb, 'not without a symbol');
select is((select r ->> 'etag' from test.run('plans_update', pg_temp.id('T')::text, '1', jsonb_build_object('symbol', '1/KH-T', 'mutation_id', pg_temp.id('m2'))::text) r),
  '2', 'changed');
select is((select r ->> 'etag' from test.run('plans_update', pg_temp.id('T')::text, '1', jsonb_build_object('symbol', 'x', 'mutation_id', pg_temp.id('m2'))::text) r),
  '2', 'a repetition whose answer was lost is known by its mark');
select is(test.refused('plans_update', pg_temp.id('T')::text, '1', '{"title": "x"}') ->> 'slug', 'version-mismatch', 'an old version is refused');
select is(test.body('plans_update', pg_temp.id('T')::text, '2', '{"phases": [{"code": "t1", "kind": "target", "name": "Một", "starts_on": "2025-01-01", "ends_on": "2027-12-31"},
    {"code": "t2", "kind": "target", "name": "Hai", "starts_on": "2028-01-01", "ends_on": "2030-12-31"}], "addressees": null}') #>> '{phases,1,name}', 'Hai',
  'phases are replaced under targets that stay');
select throws_ok(format($$ select test.run('plans_update', %L, '3', '{"phases": []}') $$, pg_temp.id('T')), '23503', null, 'but not taken from under them');
select is(jsonb_array_length(test.body('plans_get', pg_temp.id('T')::text, null) -> 'targets'), 7, 'nothing was lost');
select is(test.body('plans_get', pg_temp.id('T')::text, 'id,addressees'), jsonb_build_object('id', pg_temp.id('T'), 'addressees', '[]'::jsonb), 'some members');
select pg_temp.act('approver.11');
select is_empty(format($$ select test.run('plans_get', %L, null) $$, pg_temp.id('T')), 'a draft from above is not seen');
select is(test.refused('plans_create', jsonb_build_object('title', 'x', 'parent_id', pg_temp.id('T'))::text) #>> '{errors,0,code}', 'not_found', 'nor followed');

-- Issuing, and following.
select pg_temp.act('reporter.1');
select is(test.refused('plans_issue', pg_temp.id('T')::text, '3', '{}') ->> 'slug', 'role-required', 'a reporter does not issue');
select pg_temp.act('approver.1');
select is(test.body('plans_issue', pg_temp.id('T')::text, '3', '{}') ->> 'state', 'issued', 'issued');
select is(test.refused('plans_update', pg_temp.id('T')::text, '4', '{"title": "x"}') ->> 'slug', 'invalid-state-transition', 'then it is fixed');
select is(test.refused('plans_delete', pg_temp.id('T')::text, '4') -> 'extra', '{"state": "issued", "allowed_actions": ["close", "withdraw"]}'::jsonb, 'and says what is left');
select is(test.refused('indicators_update', pg_temp.id('R')::text, '1', '{"kind": "count", "population_kind": null}') ->> 'slug', 'indicator-in-use', 'so is how its indicators are counted');
select is(test.body('indicators_update', pg_temp.id('R')::text, '1', '{"name": "Tên mới"}') ->> 'name', 'Tên mới', 'but not what they are called');
select pg_temp.act();
select is((select count(*) from thidua.measure where root_plan_id = pg_temp.id('T')), 12::bigint, 'a measure for each indicator and each status');
select pg_temp.act('reporter.11');
select pg_temp.keep('C', 'plans_create', jsonb_build_object('title', 'Theo', 'symbol', '2/KH-T', 'document_date', '2025-06-19', 'parent_id', pg_temp.id('T'))::text);
select is(pg_temp.kept('C', '{body,root_id}'), pg_temp.id('T')::text, 'of the same family');
select is((select count(*) from jsonb_array_elements(pg_temp.kept('C', '{body,targets}')::jsonb) t where t ->> 'parent_id' is not null), 7::bigint, 'with all targets taken over');
select throws_ok(format($$ select test.run('plans_create', jsonb_build_object('title', 'x', 'parent_id', %L)::text) $$, pg_temp.id('T')), '23505', null, 'one plan of a family');
select is(test.body('plans_update', pg_temp.kept('C', '{body,id}'), '1', '{"targets": [
    {"indicator_code": "R", "phase_code": "t1", "comparator": ">=", "threshold": "70"},
    {"indicator_code": "D", "phase_code": "t1", "comparator": ">=", "threshold": "50"},
    {"indicator_code": "M", "phase_code": "t1", "comparator": ">=", "threshold": "90", "nested_minimum": 1},
    {"indicator_code": "F", "phase_code": "t1", "comparator": ">=", "threshold": "100"},
    {"indicator_code": "N", "phase_code": "t1", "comparator": ">=", "threshold": "9", "weaker_reason": "Ít người"},
    {"indicator_code": "R", "phase_code": "t2", "comparator": "=", "threshold": "100", "aspirational": true}]}') #>> '{targets,3,parent_id}',
  pg_temp.kept('C', '{body,targets,3,parent_id}'), 'targets that are replaced still follow');
select pg_temp.act('approver.11');
select is(test.refused('plans_issue', pg_temp.kept('C', '{body,id}'), '2', '{}') -> 'errors',
  '[{"pointer": "/targets/0", "code": "weaker_than_parent", "params": {"indicator_code": "R"}},
    {"pointer": "/targets/1", "code": "weaker_than_parent", "params": {"indicator_code": "D"}},
    {"pointer": "/targets/2", "code": "weaker_than_parent", "params": {"indicator_code": "M"}},
    {"pointer": "/targets/5", "code": "weaker_than_parent", "params": {"indicator_code": "R"}},
    {"pointer": "/targets", "code": "weaker_than_parent", "params": {"indicator_code": "W"}}]'::jsonb,
  'a lower threshold, a softer comparison, a smaller minimum, a mere wish, a target left out; not what has a reason or is as strict');
select is(test.body('plans_update', pg_temp.kept('C', '{body,id}'), '2', '{"targets": [
    {"indicator_code": "R", "phase_code": "t1", "comparator": ">=", "threshold": "85"},
    {"indicator_code": "D", "phase_code": "t1", "comparator": ">", "threshold": "50"},
    {"indicator_code": "M", "phase_code": "t1", "comparator": ">=", "threshold": "50", "nested_minimum": 3},
    {"indicator_code": "F", "phase_code": "t1", "comparator": "=", "threshold": "100"},
    {"indicator_code": "N", "phase_code": "t1", "comparator": ">=", "threshold": "11", "aspirational": true},
    {"indicator_code": "R", "phase_code": "t2", "comparator": "=", "threshold": "100"},
    {"indicator_code": "W", "phase_code": "t2", "comparator": ">=", "threshold": "0"}]}') ->> 'version', '3', 'made stricter');
select is(test.body('plans_issue', pg_temp.kept('C', '{body,id}'), '3', '{}') ->> 'state', 'issued', 'stricter is issued');
select pg_temp.act();
select is((select count(*) from thidua.measure where root_plan_id = pg_temp.id('T')), 13::bigint, 'only a new nested minimum is measured anew');

-- Lists.
select pg_temp.act('approver.111');
select is(jsonb_array_length(test.body('plans_list', null, null, null, null, null, null, null)), 2, 'what was issued above is seen');
select is(jsonb_array_length(test.body('plans_list', null, null, null, pg_temp.id('T')::text, null, null, null)), 1, 'by parent');
select is(jsonb_array_length(test.body('plans_list', test.org('111')::text, null, null, null, null, null, null)), 0, 'by organisation');
select is(jsonb_array_length(test.body('plans_list', null, 'draft,closed', null, null, null, null, null)), 0, 'by state');
select is(test.body('plans_list', null, null, null, null, '2/kh', null, null) #>> '{0,symbol}', '2/KH-T', 'by words');
select is((select r ->> 'next' from test.run('plans_list', null, null, null, null, null, null, '1') r),
  test.body('plans_list', null, null, null, null, null, null, '1') #>> '{0,id}', 'the place of the next page');
select is(jsonb_array_length(test.body('plans_list', null, null, null, null, null, test.body('plans_list', null, null, null, null, null, null, '1') #>> '{0,id}', null)), 1,
  'and what is there');

-- Drafts go, plans end.
select pg_temp.keep('gone', 'plans_create', jsonb_build_object('title', 'Bỏ', 'parent_id', pg_temp.id('T'))::text);
select is(test.refused('plans_delete', pg_temp.kept('gone', '{body,id}'), '9') ->> 'slug', 'version-mismatch', 'not an old version');
select isnt_empty(format($$ select test.run('plans_delete', %L, '1') $$, pg_temp.kept('gone', '{body,id}')), 'a draft is thrown away');
select is_empty(format($$ select test.run('plans_get', %L, null) $$, pg_temp.kept('gone', '{body,id}')), 'with all that it had');
select pg_temp.act('approver.11');
select is(test.refused('plans_withdraw', pg_temp.kept('C', '{body,id}'), '4', '{"reason": " "}') #>> '{errors,0,code}', 'reason_missing', 'with a reason');
select is(test.body('plans_withdraw', pg_temp.kept('C', '{body,id}'), '4', '{"reason": "Sai"}') ->> 'state', 'withdrawn', 'withdrawn');
select is(test.body('plans_create', jsonb_build_object('title', 'Theo lại', 'parent_id', pg_temp.id('T'))::text) ->> 'state', 'draft', 'another may follow');

-- Periods.
select is(test.refused('periods_create', jsonb_build_object('plan_id', pg_temp.id('T'), 'code', '2026', 'kind', 'year', 'starts_on', '2025-12-15',
  'ends_on', '2026-12-14')::text) ->> 'slug', 'role-required', 'periods are the root''s');
select pg_temp.act('approver.1');
select pg_temp.keep('P', 'periods_create', jsonb_build_object('plan_id', pg_temp.id('T'), 'code', '2026', 'kind', 'year', 'starts_on', '2025-12-15',
  'ends_on', '2026-12-14')::text);
select is(pg_temp.kept('P', '{body,due_at}'), '2026-12-16T10:00:00.000Z', 'due two days later at 17:00 in Viet Nam');
select is(test.refused('periods_close', pg_temp.kept('P', '{body,id}'), '1') -> 'extra', '{"state": "planned", "allowed_actions": ["open"]}'::jsonb, 'not closed before it is open');
select is(test.body('periods_open', pg_temp.kept('P', '{body,id}'), '1') ->> 'state', 'open', 'open');
select is(test.refused('periods_open', pg_temp.kept('P', '{body,id}'), '1') ->> 'slug', 'version-mismatch', 'the version is looked at first');
select is(test.refused('periods_open', pg_temp.kept('P', '{body,id}'), '2') ->> 'slug', 'invalid-state-transition', 'not twice');
select is(test.refused('plans_withdraw', pg_temp.id('T')::text, '4', '{"reason": "x"}') -> 'extra', '{"state": "issued", "allowed_actions": ["close"]}'::jsonb,
  'a plan that is reported on is closed, not withdrawn');
select pg_temp.act();
select is((select count(*) from thidua.duty), 8::bigint, 'every grassroots union owes a report');
select is((select jsonb_agg(populations order by organisation_path) from thidua.duty), '[{"members": 110}, {"members": 210}, {"members": 120},
  {"members": 220}, {"members": 110}, {"members": 210}, {"members": 120}, {}]'::jsonb, 'with its population of that time');
select is((select t.units from thidua.rollup_total t join thidua.measure m on m.id = t.measure_id and m.status = 'owed' where t.path = '0001'), 8::bigint, 'totals are there');
select pg_temp.act('reporter.1111');
select is(test.body('periods_list', null, 'open', null, null) #>> '{0,code}', '2026', 'seen from below');
select pg_temp.act('approver.1');
select is(test.body('periods_close', pg_temp.kept('P', '{body,id}'), '2') ->> 'state', 'closed', 'closed');
select is(test.body('periods_open', pg_temp.kept('P', '{body,id}'), '3') ->> 'state', 'open', 'and opened again');
select is(test.body('plans_close', pg_temp.id('T')::text, '4', '{"reason": "Hết"}') ->> 'state', 'closed', 'the plan is closed');
select * from finish();
rollback;
