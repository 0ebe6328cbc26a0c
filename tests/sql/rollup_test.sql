-- Figures and counts: added up over the tree, right with and without folding, exact at their edges.
begin;
select no_plan();
\ir report_family.sql
select pg_temp.family();

create function pg_temp.progress(p_org text default null) returns jsonb language sql
as $$ select test.body('plans_progress', pg_temp.id('T')::text, test.org(p_org)::text, null, null) $$;
-- One target's figure: "numerator/denominator value units/reported/unknown status".
create function pg_temp.figure(p_org text, p_code text, p_phase text default 't1') returns text language sql as $$
  select (f ->> 'numerator') || '/' || (f ->> 'denominator') || ' ' || coalesce(f ->> 'value', '-') || ' ' || (f ->> 'units') || '/'
    || (f ->> 'reported') || '/' || (f ->> 'unknown_population') || ' ' || (f ->> 'status')
  from jsonb_array_elements(pg_temp.progress(p_org) -> 'figures') f
  where f #>> '{indicator,code}' = p_code and f ->> 'phase_code' = p_phase
$$;
create function pg_temp.counts(p_org text) returns jsonb language sql
as $$ select test.body('plans_completeness', pg_temp.id('T')::text, test.org(p_org)::text, null) -> 'counts' $$;
create function pg_temp.failing(p_code text, p_org text, p_after text default null, p_limit text default null) returns text language sql as $$
  select string_agg(right(f #>> '{organisation,id}', 4) || ' ' || (f ->> 'reason') || coalesce(' ' || (f ->> 'value'), ''), ', ')
  from jsonb_array_elements(test.body('plans_failing_units', pg_temp.id('T')::text,
    (select id::text from thidua.target where plan_id = pg_temp.id('T') and indicator_id = pg_temp.id(p_code)), test.org(p_org)::text, null, p_after, p_limit)) f
$$;
create function pg_temp.fold() returns bigint language plpgsql as $$
declare v bigint;
begin
  perform pg_temp.act();
  v := thidua.rollup_fold();
  return v;
end
$$;

-- Nobody has reported: the populations are there already.
select pg_temp.act('approver.1');
select is(pg_temp.figure('1', 'R'), '0/1100 0.00 8/0/1 no_data', 'a ratio begins with the known populations');
select is(pg_temp.figure('1', 'M'), '0/8 0.00 8/0/0 no_data', 'a share of units with all units');
select is(pg_temp.figure('1', 'D'), '0/0 - 8/0/8 no_data', 'an unknown population is no denominator');
select is(pg_temp.figure('1', 'N'), '0/0 - 8/0/0 no_data', 'a count has none');
select is(pg_temp.counts('1'), '{"owed": 8, "draft": 0, "submitted": 0, "returned": 0, "accepted": 0, "late": 0, "missing": 8}'::jsonb, 'all are missing');
select is(pg_temp.progress(null) #>> '{organisation,level}', 'central', 'the own organisation unless told');

-- Every standing, one by one. Only what is accepted counts.
select pg_temp.report('1111', pg_temp.answers(100, 3, true), 'accepted');
select pg_temp.report('1112', pg_temp.answers(200, 1, true), 'submitted');
select pg_temp.report('1121', pg_temp.answers(10, 2, false), 'returned');
select pg_temp.report('1122', '{}', 'draft');
select pg_temp.report('1222', pg_temp.answers(30, 2, true, '{"R": {"numerator": "30", "denominator": "40"}}'), 'accepted');
select pg_temp.act('approver.1');
select is(pg_temp.counts('1'), '{"owed": 8, "draft": 1, "submitted": 1, "returned": 1, "accepted": 2, "late": 0, "missing": 5}'::jsonb, 'counts by standing');
select is(pg_temp.counts('12'), '{"owed": 4, "draft": 0, "submitted": 0, "returned": 0, "accepted": 1, "late": 0, "missing": 3}'::jsonb, 'of a province');
select is(pg_temp.figure('1', 'R'), '130/1140 11.40 8/2/0 behind', 'silent units stay in the denominator; an unknown one brings its own');
select is(pg_temp.figure('11', 'R'), '100/660 15.15 4/1/0 behind', 'of a province');
select is(pg_temp.figure('111', 'R'), '100/320 31.25 2/1/0 behind', 'of an upper union, two thirds of the phase having passed');
select is(pg_temp.figure('1111', 'R'), '100/110 90.91 1/1/0 achieved', 'of a grassroots union, live');
select is(pg_temp.figure('1112', 'R'), '0/210 0.00 1/0/0 no_data', 'sent is not accepted');
select is(pg_temp.figure('1', 'M'), '2/8 25.00 8/2/0 behind', 'units with at least two models');
select is(pg_temp.figure('1', 'D'), '6/8 75.00 8/2/6 on_track', 'never achieved while populations are unknown');
select is(pg_temp.figure('1222', 'D'), '3/4 75.00 1/1/0 achieved', 'strictly above a half');
select is(pg_temp.figure('1', 'N'), '10/0 10 8/2/0 achieved', 'a count against its threshold');
select is(pg_temp.figure('1', 'W', 't2'), '0/0 - 8/0/0 no_data', 'words add up to nothing');
select is(pg_temp.figure('1', 'R', 't2'), '130/1140 11.40 8/2/0 on_track', 'a phase that has not begun is not behind');
select is(pg_temp.progress('111') -> 'summary', '{"achieved": 1, "on_track": 2, "behind": 2, "no_data": 1}'::jsonb,
  'the summary leaves out what is merely wished for');

-- The same after folding.
select pg_temp.keep('before', 'plans_progress', pg_temp.id('T')::text, test.org('1')::text, null, null);
select isnt(pg_temp.fold(), 0::bigint, 'deltas are folded');
select is((select count(*) from thidua.rollup_delta), 0::bigint, 'none is left');
select is(thidua.rollup_fold(), 0::bigint, 'nothing is folded twice');
select pg_temp.act('approver.1');
select is(pg_temp.progress('1') - 'as_of', pg_temp.kept('before', '{body}')::jsonb - 'as_of', 'figures are the same');
select pg_temp.act();
select is_empty('select * from thidua.rollup_verify()', 'and what duties and reports say');
update thidua.rollup_total set numerator = numerator + 1 where path = '00010001' and measure_id = (select id from thidua.measure where indicator_id = pg_temp.id('R'));
select results_eq('select path, kept[5] - computed[5] from thidua.rollup_verify()', $$ values ('00010001', 1::numeric) $$, 'a wrong total is found');
update thidua.rollup_total set numerator = numerator - 1 where path = '00010001' and measure_id = (select id from thidua.measure where indicator_id = pg_temp.id('R'));

-- Children, and pages of them.
select pg_temp.act('approver.1');
select pg_temp.keep('children', 'plans_progress_children', pg_temp.id('T')::text, test.org('11')::text, null, null, null, '1');
select is(pg_temp.kept('children', '{body,0,organisation,id}') || pg_temp.kept('children', '{body,0,figures,0,value}'), test.org('111') || '31.25', 'the first child');
select is(pg_temp.kept('children', '{next}'), '000100010001', 'the place of the next page');
select is(test.body('plans_progress_children', pg_temp.id('T')::text, test.org('11')::text, null, null, '000100010001', '1') #>> '{0,organisation,id}', test.org('112')::text, 'the second');
select is(jsonb_array_length(test.body('plans_progress_children', pg_temp.id('T')::text, test.org('111')::text, null, null, null, null)), 2, 'children that are grassroots unions');
select is((select jsonb_agg(c #> '{counts,accepted}') from jsonb_array_elements(test.body('plans_completeness_children', pg_temp.id('T')::text, test.org('111')::text, null, null, null)) c),
  '[1, 0]'::jsonb, 'and their counts');

-- Who keeps a target from being met.
select is(pg_temp.failing('M', '11'), '1112 not_accepted 1, 1121 missing, 1122 missing', 'by reason');
select is(pg_temp.failing('F', '1'), '1112 not_accepted, 1121 missing, 1122 missing, 1211 missing, 1212 missing, 1221 missing', 'of a target by flag');
select is(pg_temp.failing('F', '1', '0001000100020001', '2'), '1122 missing, 1211 missing', 'in pages');
select is((select test.refused('plans_failing_units', pg_temp.id('T')::text, '00000000-0000-7000-8000-00000000dead', null, null, null, null)), null, 'an unknown target');
select is_empty($$ select test.run('plans_failing_units', pg_temp.id('T')::text, '00000000-0000-7000-8000-00000000dead', null, null, null, null) $$, 'gives nothing');

-- Who may see what.
select pg_temp.act('reporter.111');
select is(pg_temp.progress('111') #>> '{figures,0,value}', '31.25', 'the own subtree');
select is(pg_temp.progress('112'), null, 'not a sibling''s');
select is(pg_temp.progress('1'), null, 'not what lies above');

-- A stricter plan below asks for another nested minimum: it is filled in from what was reported already.
select pg_temp.act('approver.11');
select pg_temp.keep('C', 'plans_create', jsonb_build_object('title', 'Theo', 'symbol', '2/KH-T', 'document_date', '2025-06-19', 'parent_id', pg_temp.id('T'))::text);
select pg_temp.keep('C', 'plans_update', pg_temp.kept('C', '{body,id}'), '1', jsonb_build_object('targets', (
  select jsonb_agg(jsonb_strip_nulls(t - '{id,indicator,parent_id,position}'::text[]) || case when t #>> '{indicator,code}' = 'M' then '{"nested_minimum": 3}' else '{}' end::jsonb)
  from jsonb_array_elements(pg_temp.kept('C', '{body,targets}')::jsonb) t))::text);
select pg_temp.keep('C', 'plans_issue', pg_temp.kept('C', '{body,id}'), '2', '{}');
select is((select (f ->> 'numerator') || '/' || (f ->> 'denominator') from jsonb_array_elements(test.body('plans_progress', pg_temp.kept('C', '{body,id}'), null, null, null) -> 'figures') f
  where f #>> '{indicator,code}' = 'M'), '1/4', 'in the reports of before');
select pg_temp.act('approver.1');
select is(test.body('plans_progress', pg_temp.kept('C', '{body,id}'), null, null, null) #>> '{organisation,level}', 'province', 'from above a plan is looked at where it stands');
select is(test.body('plans_progress', pg_temp.kept('C', '{body,id}'), test.org('12')::text, null, null), null, 'and nowhere else');
select pg_temp.act();
select is_empty('select * from thidua.rollup_verify()', 'nothing is counted twice');

-- Accepting many: all or none.
select pg_temp.act('approver.111');
select pg_temp.report('1211', pg_temp.answers(1, 1, true), 'submitted');
select pg_temp.act('approver.111');
select is(test.refused('submissions_accept_many', jsonb_build_object('items', jsonb_build_array(
    jsonb_build_object('id', pg_temp.id('report 1112'), 'version', 2), jsonb_build_object('id', pg_temp.id('report 1111'), 'version', 3),
    jsonb_build_object('id', pg_temp.id('?'), 'version', 1), jsonb_build_object('id', pg_temp.id('report 1211'), 'version', 2)))::text) -> 'errors',
  '[{"pointer": "/items/1", "code": "wrong_state", "params": {}}, {"pointer": "/items/2", "code": "not_found", "params": {}},
    {"pointer": "/items/3", "code": "not_found", "params": {}}]'::jsonb, 'what stands in the way is named by its place');
select is(test.refused('submissions_accept_many', jsonb_build_object('items', jsonb_build_array(
    jsonb_build_object('id', pg_temp.id('report 1112'), 'version', 1)))::text) #>> '{errors,0,code}', 'version_mismatch', 'also an old version');
select is((select state from thidua.submission where id = pg_temp.id('report 1112')), 'submitted', 'and nothing was done');
select is(test.body('submissions_accept_many', jsonb_build_object('items', jsonb_build_array(jsonb_build_object('id', pg_temp.id('report 1112'), 'version', 2)))::text),
  jsonb_build_object('items', jsonb_build_array(jsonb_build_object('id', pg_temp.id('report 1112'), 'state', 'accepted', 'version', 3))), 'all that can be');
select is(pg_temp.figure('111', 'R'), '300/320 93.75 2/2/0 achieved', 'it counts at once');
select pg_temp.act('approver.12');
select is(test.refused('submissions_accept_many', jsonb_build_object('items', jsonb_build_array(jsonb_build_object('id', pg_temp.id('report 1211'), 'version', 2)))::text)
  #>> '{errors,0,code}', 'not_allowed', 'only by the organisation directly above');
select pg_temp.act();
select is_empty('select * from thidua.rollup_verify()', 'the totals hold');
select * from finish();
rollback;
