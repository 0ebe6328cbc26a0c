-- Reports from the first draft to acceptance and correction, through the statements that the service sends.
begin;
select no_plan();
\ir report_family.sql
select pg_temp.family();

create function pg_temp.begin_report(p_more jsonb default '{}') returns text language sql
as $$ select (jsonb_build_object('period_id', pg_temp.id('2026')) || p_more)::text $$;

-- Beginning.
select pg_temp.act('administrator.1111');
select is(test.refused('submissions_create', pg_temp.begin_report()) ->> 'slug', 'role-required', 'an administrator does not report');
select pg_temp.act('reporter.111');
select is(test.refused('submissions_create', pg_temp.begin_report()) ->> 'slug', 'duty-missing', 'an upper union owes nothing here');
select is(test.refused('submissions_create', pg_temp.begin_report(jsonb_build_object('organisation_id', test.org('1111')))) ->> 'slug',
  'role-required', 'nobody reports for another organisation');
select is(test.refused('submissions_create', pg_temp.begin_report(jsonb_build_object('organisation_id', test.org('1211')))) -> 'errors' -> 0 ->> 'code',
  'not_found', 'an organisation out of reach is not there');
select pg_temp.act('reporter.1111');
select is(test.refused('submissions_create', jsonb_build_object('period_id', pg_temp.id('?'))::text) -> 'errors' -> 0 ->> 'pointer',
  '/period_id', 'an unknown period');
select is(test.refused('submissions_create', pg_temp.begin_report('{"values": {"Z": {"numerator": "1"}, "R": {"numerator": "-1"},
    "M": {"numerator": "1.5"}, "D": {"numerator": "5", "denominator": "4"}}}')) -> 'errors',
  '[{"pointer": "/values/D/numerator", "code": "numerator_above_denominator", "params": {}},
    {"pointer": "/values/M/numerator", "code": "not_whole", "params": {}},
    {"pointer": "/values/R/numerator", "code": "negative", "params": {}},
    {"pointer": "/values/Z", "code": "unknown_indicator", "params": {}}]'::jsonb, 'all faults at once, each at its place');
select is(test.refused('submissions_create', pg_temp.begin_report('{"values": {"R": {"numerator": "111"}}}')) -> 'errors' -> 0 ->> 'code',
  'numerator_above_denominator', 'the known population counts where no denominator is given');

select pg_temp.keep('made', 'submissions_create', pg_temp.begin_report(jsonb_build_object('id', pg_temp.id('s'),
  'values', '{"R": {"numerator": "55"}}'::jsonb, 'mutation_id', pg_temp.id('m1'))));
select is(pg_temp.kept('made', '{body,values}')::jsonb, '{"R": {"numerator": "55", "denominator": "110"}}'::jsonb, 'the known denominator is filled in');
select is(pg_temp.kept('made', '{location}'), '/v1/submissions/' || pg_temp.id('s'), 'location');
select is(pg_temp.kept('made', '{etag}'), '1', 'etag');
select is(pg_temp.kept('made', '{body,allowed_actions}')::jsonb, '["submit", "update", "withdraw"]'::jsonb, 'what may be done');
select is(pg_temp.kept('made', '{body,populations}')::jsonb, '{"members": 110}'::jsonb, 'populations of the duty');
select is(pg_temp.kept('made', '{body,plan,symbol}') || pg_temp.kept('made', '{body,period,code}') || pg_temp.kept('made', '{body,organisation,level}'),
  '1/KH-T2026grassroots', 'what it belongs to');
select is(test.refused('submissions_create', pg_temp.begin_report()) #>> '{extra,submission_id}', pg_temp.id('s')::text, 'one report at a time');

-- The client's own id.
select is((select r ->> 'etag' from test.run('submissions_put', pg_temp.id('s')::text, pg_temp.begin_report(jsonb_build_object('mutation_id', pg_temp.id('m1')))) r),
  '1', 'a repetition is answered like the first time');
select is(test.refused('submissions_put', pg_temp.id('s')::text, pg_temp.begin_report(jsonb_build_object('mutation_id', pg_temp.id('m2')))) ->> 'slug',
  'version-mismatch', 'another write under the same id is refused');
select is(test.refused('submissions_put', pg_temp.id('s')::text, pg_temp.begin_report()) ->> 'slug', 'version-mismatch', 'so is one without a mark');

-- Changing.
select is(test.body('submissions_update', pg_temp.id('s')::text, '1', '{"values": {"R": {"note": "lớp 1"}, "F": {"flag": true}}, "narrative": "  Tốt "}')
  -> 'values', '{"R": {"numerator": "55", "denominator": "110", "note": "lớp 1"}, "F": {"flag": true}}'::jsonb, 'values are merged by code and member');
select is(test.body('submissions_update', pg_temp.id('s')::text, '2', jsonb_build_object('values', '{"R": {"note": null}, "F": null}'::jsonb,
  'mutation_id', pg_temp.id('m3'))::text) -> 'values', '{"R": {"numerator": "55", "denominator": "110"}}'::jsonb, 'null clears');
select is((select r ->> 'etag' from test.run('submissions_update', pg_temp.id('s')::text, '2', jsonb_build_object('narrative', 'again',
  'mutation_id', pg_temp.id('m3'))::text) r), '3', 'a repetition whose answer was lost is known by its mark');
select is(test.body('submissions_get', pg_temp.id('s')::text, 'narrative', null), '{"narrative": "Tốt"}'::jsonb, 'and nothing was written twice');
select is((test.refused('submissions_update', pg_temp.id('s')::text, '2', '{"narrative": "x"}') -> 'extra') - 'current',
  jsonb_build_object('current_version', 3, 'current_etag', '"3"', 'current_mutation_id', pg_temp.id('m3')), 'an old version is refused');
select is(test.refused('submissions_update', pg_temp.id('s')::text, '2', '{"narrative": "x"}') #>> '{extra,current,narrative}', 'Tốt', 'with the record');
select is_empty(format($$ select test.run('submissions_update', %L, '1', '{"narrative": "x"}') $$, pg_temp.id('?')), 'what is not there');
select pg_temp.act('approver.111');
select is(test.refused('submissions_update', pg_temp.id('s')::text, '3', '{"narrative": "x"}') ->> 'slug', 'role-required', 'the parent changes nothing');
select is(test.refused('submissions_update', pg_temp.id('s')::text, '2', '{"narrative": "x"}') ->> 'slug', 'version-mismatch', 'the version is looked at first');
select is(test.refused('submissions_accept', pg_temp.id('s')::text, '3', '{}') ->> 'slug', 'invalid-state-transition', 'a draft is not accepted');
select pg_temp.act('reporter.1112');
select is_empty(format($$ select test.run('submissions_get', %L, null, null) $$, pg_temp.id('s')), 'a sibling does not see it');

-- Submitting.
select pg_temp.act('reporter.1111');
select is(test.refused('submissions_submit', pg_temp.id('s')::text, '3', '{"values": {"D": {"numerator": "1"}, "M": {"numerator": "2"}}}') -> 'errors',
  '[{"pointer": "/values/D/denominator", "code": "value_missing", "params": {}},
    {"pointer": "/values/F/flag", "code": "value_missing", "params": {}},
    {"pointer": "/values/N/numerator", "code": "value_missing", "params": {}}]'::jsonb,
  'everything that is owed now must be answered; the later phase is free');
select is((select state from thidua.submission where id = pg_temp.id('s')), 'draft', 'nothing was changed');
select pg_temp.keep('sent', 'submissions_submit', pg_temp.id('s')::text, '3', jsonb_build_object('mutation_id', pg_temp.id('m4'),
  'values', pg_temp.answers(99, 2, true, '{"R": {"numerator": "99", "denominator": "120"}}'))::text);
select is(pg_temp.kept('sent', '{body,state}'), 'submitted', 'sent');
select is(pg_temp.kept('sent', '{body,warnings}')::jsonb, '[{"code": "population_differs", "pointer": "/values/R/denominator", "params": {"population": 110}}]'::jsonb,
  'odd denominators are marked and stop nothing');
select matches(pg_temp.kept('sent', '{body,receipt_code}'), '^[0-9A-F]{12}$', 'with a receipt');
select is(pg_temp.kept('sent', '{body,late}'), 'false', 'in time');
select is(pg_temp.kept('sent', '{body,allowed_actions}')::jsonb, '["withdraw"]'::jsonb, 'what may be done now');
select is((select r ->> 'etag' from test.run('submissions_submit', pg_temp.id('s')::text, '3', jsonb_build_object('mutation_id', pg_temp.id('m4'))::text) r),
  '4', 'a lost answer is given again');
select is(test.refused('submissions_submit', pg_temp.id('s')::text, '4', '{}') ->> 'slug', 'invalid-state-transition', 'not twice');
select is(test.refused('submissions_accept', pg_temp.id('s')::text, '4', '{}') ->> 'slug', 'role-required', 'nobody accepts his own');

-- Returning and sending again.
select pg_temp.act('approver.11');
select is(test.refused('submissions_return', pg_temp.id('s')::text, '4', '{"reason": "x"}') ->> 'slug', 'role-required', 'only the organisation directly above');
select pg_temp.act('reporter.111');
select is(test.refused('submissions_return', pg_temp.id('s')::text, '4', '{"reason": "x"}') ->> 'slug', 'role-required', 'and only its approver');
select pg_temp.act('approver.111');
select is(test.refused('submissions_return', pg_temp.id('s')::text, '4', '{"reason": "  "}') #>> '{errors,0,code}', 'reason_missing', 'with a reason');
select is(test.body('submissions_return', pg_temp.id('s')::text, '4', '{"reason": "Sai", "code": "figures_wrong", "remarks": {"R": "?"}}') #>> '{remarks,R}', '?', 'returned');
select pg_temp.act('reporter.1111');
select is(test.body('submissions_get', pg_temp.id('s')::text, null, null) -> 'allowed_actions', '["submit", "update", "withdraw"]'::jsonb, 'back with its sender');
select is(test.body('submissions_submit', pg_temp.id('s')::text, '5', '{"values": {"R": {"denominator": "110"}}}') -> 'warnings', '[]'::jsonb, 'mended and sent again');

-- Accepting.
select pg_temp.act();
update thidua.submission set submitted_by = test.usr('approver.111') where id = pg_temp.id('s');
select pg_temp.act('approver.111');
select is(test.refused('submissions_accept', pg_temp.id('s')::text, '6', '{}') ->> 'slug', 'own-report', 'not by who sent it');
select is(test.body('submissions_get', pg_temp.id('s')::text, null, null) -> 'allowed_actions', '["return"]'::jsonb, 'nor is it offered');
select pg_temp.act();
update thidua.submission set submitted_by = test.usr('reporter.1111') where id = pg_temp.id('s');
select pg_temp.act('approver.111');
select is(test.refused('submissions_accept', pg_temp.id('s')::text, '5', '{}') ->> 'slug', 'version-mismatch', 'not another version than was read');
select is(test.body('submissions_accept', pg_temp.id('s')::text, '6', '{}') ->> 'state', 'accepted', 'accepted');
select is(test.refused('submissions_return', pg_temp.id('s')::text, '7', '{"reason": "x"}') ->> 'slug', 'invalid-state-transition', 'then it stays');
select pg_temp.act();
select is((select count(*) from thidua.rollup_delta where measure_id in (select id from thidua.measure where indicator_id is not null)), 5::bigint,
  'one delta for each measure that it answers');

-- Correcting.
select pg_temp.act('reporter.1111');
select is(test.refused('submissions_withdraw', pg_temp.id('s')::text, '7', '{"reason": "x"}') ->> 'slug', 'invalid-state-transition', 'an accepted report is not withdrawn');
select is(test.refused('submissions_create', pg_temp.begin_report()) #>> '{extra,submission_id}', pg_temp.id('s')::text, 'nor begun anew');
select pg_temp.keep('corrected', 'submissions_correct', pg_temp.id('s')::text, '7', '{"reason": "Nhầm"}');
select is(pg_temp.kept('corrected', '{body,number}') || pg_temp.kept('corrected', '{body,state}') || pg_temp.kept('corrected', '{body,corrects_id}'), '2draft' || pg_temp.id('s'), 'the next version');
select is(pg_temp.kept('corrected', '{body,values,R,numerator}'), '99', 'with the same values');
select is(test.refused('submissions_correct', pg_temp.id('s')::text, '7', '{"reason": "Nhầm"}') #>> '{extra,submission_id}', pg_temp.kept('corrected', '{body,id}'), 'one at a time');
select is(test.body('submissions_get', pg_temp.kept('corrected', '{body,id}'), 'id', 'previous') #>> '{previous,submission_id}', pg_temp.id('s')::text, 'the version before beside it');
select test.run('submissions_submit', pg_temp.kept('corrected', '{body,id}'), '1', '{"values": {"R": {"numerator": "88"}, "M": {"numerator": "0"}}}');
select pg_temp.act();
select is((select count(*) from thidua.submission where state = 'accepted'), 1::bigint, 'the accepted one still counts');
select pg_temp.act('approver.111');
select is(test.body('submissions_accept', pg_temp.kept('corrected', '{body,id}'), '2', '{}') ->> 'state', 'accepted', 'the correction is accepted');
select is(test.body('submissions_get', pg_temp.id('s')::text, null, null) ->> 'state', 'superseded', 'and counts instead');
select pg_temp.act();
select is((select array[sum(d.reported), sum(d.numerator)] from thidua.rollup_delta d join thidua.measure m on m.id = d.measure_id and m.indicator_id = pg_temp.id('R')),
  '{1,88}'::numeric[], 'amounts are those of the correction alone');
select is((select array[sum(d.reported), sum(d.met)] from thidua.rollup_delta d join thidua.measure m on m.id = d.measure_id and m.indicator_id = pg_temp.id('M')),
  '{1,0}'::numeric[], 'the condition is no longer met');

-- Withdrawing, and beginning again.
select pg_temp.report('1112', pg_temp.answers(1, 1, false), 'submitted');
select pg_temp.act('reporter.1112');
select is(test.refused('submissions_withdraw', pg_temp.id('report 1112')::text, '2', '{"reason": " "}') #>> '{errors,0,pointer}', '/reason', 'what was sent is withdrawn with a reason');
select is(test.body('submissions_withdraw', pg_temp.id('report 1112')::text, '2', '{"reason": "Nhầm"}') ->> 'state', 'withdrawn', 'withdrawn');
select is(test.body('submissions_create', pg_temp.begin_report()) ->> 'number', '2', 'another may be begun');

-- Late, and in a period that is closed.
select pg_temp.act();
update thidua.duty set due_at = '2026-01-01' where organisation_id = test.org('1121');
select pg_temp.report('1121', pg_temp.answers(1, 1, false), 'returned');
select is((select late from thidua.submission where id = pg_temp.id('report 1121')), true, 'late');
update thidua.duty set due_at = '2999-01-01' where organisation_id = test.org('1121');
select pg_temp.act('reporter.1121');
select is(test.body('submissions_submit', pg_temp.id('report 1121')::text, '3', '{}') ->> 'late', 'true', 'late once, late for good');
select pg_temp.act('approver.1');
select is(test.body('periods_close', pg_temp.id('2026')::text, '2') ->> 'state', 'closed', 'the period is closed');
select pg_temp.act('reporter.1122');
select is(test.refused('submissions_create', pg_temp.begin_report()) ->> 'slug', 'period-not-open', 'nothing is begun');
select pg_temp.act('reporter.1112');
select is(test.refused('submissions_update', (select id::text from thidua.submission where state = 'draft'), '1', '{"narrative": "x"}') ->> 'slug', 'period-not-open', 'nor changed');
select is(test.body('submissions_get', (select id::text from thidua.submission where state = 'draft'), null, null) -> 'allowed_actions', '["withdraw"]'::jsonb, 'nor offered');
select pg_temp.act('approver.112');
select is(test.body('submissions_accept', pg_temp.id('report 1121')::text, '4', '{}') ->> 'state', 'accepted', 'what was sent is still decided on');
select pg_temp.act();
select is_empty('select * from thidua.rollup_verify()', 'the totals are what duties and reports say');
select is((select string_agg(action, ' ' order by id) from thidua.audit_event where subject_id = pg_temp.id('s')),
  'submission.create submission.update submission.update submission.submit submission.return submission.submit submission.accept', 'every command is in the trail');
select * from finish();
rollback;
