-- The arithmetic of targets, at its edges.
begin;
select no_plan();

select is(thidua.percent(1, 3), 33.33, 'two digits');
select is(thidua.percent(2, 3), 66.67, 'half up');
select is(thidua.percent(1, 800), 0.13, 'half up at exactly a half');
select is(thidua.percent(11998, 12000), 99.98, 'never rounded up to the whole');
select is(thidua.percent(119999, 120000), 100.00, 'unless it is nearer');
select is(thidua.percent(5, 0), null, 'nothing out of nothing');
select is(thidua.percent(99999999999, 100000000000), 100.00, 'large numbers are exact');

create function pg_temp.status(p_comparator text, p_threshold numeric, p_numerator numeric, p_base numeric, p_missing bigint default 0,
  p_unknown bigint default 0, p_elapsed integer default 1, p_length integer default 1) returns text language sql
as $$ select thidua.target_status(p_comparator, p_threshold, p_numerator, p_base, 1, p_missing, p_unknown, p_elapsed, p_length) $$;
select is(pg_temp.status('>=', 80, 80, 100), 'achieved', 'at the threshold');
select is(pg_temp.status('>', 80, 80, 100), 'on_track', 'strictly above it is more');
select is(pg_temp.status('>', 80, 8001, 10000), 'achieved', 'a little more is enough');
select is(pg_temp.status('=', 100, 119999, 120000, 0, 0, 1, 2), 'on_track', 'one short of all is not all, whatever it rounds to');
select is(pg_temp.status('=', 100, 119999, 120000), 'behind', 'at the end of the time');
select is(pg_temp.status('=', 100, 120000, 120000), 'achieved', 'all');
select is(pg_temp.status('>=', 80, 90, 100, 5), 'achieved', 'who is silent can only add');
select is(pg_temp.status('>=', 80, 90, 100, 0, 1), 'on_track', 'an unknown population can spoil it');
select is(pg_temp.status('<=', 5, 4, 100), 'achieved', 'below a limit');
select is(pg_temp.status('<=', 5, 5, 100), 'achieved', 'at the limit');
select is(pg_temp.status('<=', 5, 4, 100, 1), 'on_track', 'who is silent can still break a limit');
select is(pg_temp.status('<=', 5, 6, 100), 'behind', 'above it');
select is(pg_temp.status('>=', 80, 40, 100, 0, 0, 365, 730), 'on_track', 'half of it at half the time');
select is(pg_temp.status('>=', 80, 39, 100, 0, 0, 365, 730), 'behind', 'less is behind');
select is(pg_temp.status('>=', 80, 0, 0), 'no_data', 'no population at all');
select is(thidua.target_status('>=', 80, 80, 100, 0, 0, 0, 1, 1), 'no_data', 'nobody reported');

create function pg_temp.weaker(p_own jsonb, p_above jsonb) returns boolean language sql as $$
  select thidua.target_weaker(jsonb_populate_record(null::thidua.target, '{"comparator": ">=", "threshold": 80, "aspirational": false}' || p_own),
    jsonb_populate_record(null::thidua.target, '{"comparator": ">=", "threshold": 80, "aspirational": false}' || p_above))
$$;
select ok(not pg_temp.weaker('{}', '{}'), 'the same is not weaker');
select ok(pg_temp.weaker('{"threshold": 79.9999}', '{}'), 'less is');
select ok(not pg_temp.weaker('{"comparator": "="}', '{}'), '= is as good as >=');
select ok(pg_temp.weaker('{"comparator": "="}', '{"comparator": ">"}'), 'but not as >');
select ok(not pg_temp.weaker('{"threshold": 81}', '{"comparator": ">"}'), 'a higher threshold is');
select ok(pg_temp.weaker('{"comparator": "<=", "threshold": 6}', '{"comparator": "<=", "threshold": 5}'), 'a looser limit is weaker');
select ok(not pg_temp.weaker('{"comparator": "<=", "threshold": 4}', '{"comparator": "<=", "threshold": 5}'), 'a tighter one is not');
select ok(pg_temp.weaker('{"comparator": "<=", "threshold": 100}', '{}'), 'a limit is no aim');
select ok(pg_temp.weaker('{}', '{"nested_minimum": 1}'), 'no minimum where there is one');
select ok(not pg_temp.weaker('{"nested_minimum": 2}', '{"nested_minimum": 1}'), 'a greater minimum is not weaker');

-- The shape of stored values.
create function pg_temp.stored(p_values text) returns boolean language sql as $$ select thidua.submission_values_valid(p_values::jsonb) $$;
select ok(pg_temp.stored('{}') and pg_temp.stored('{"A": {}, "B2_C": {"numerator": "1", "denominator": "2.50", "flag": true, "text": "\"\\ {", "note": "ố"}}'), 'what is right');
select is(array(select v from unnest(array['[]', 'null', '{"A": null}', '{"A": []}', '{"a": {}}', '{"A": {"x": "1"}}', '{"A": {"numerator": 1}}', '{"A": {"numerator": "-1"}}',
  '{"A": {"numerator": "1e3"}}', '{"A": {"numerator": null}}', '{"A": {"flag": "true"}}', '{"A": {"text": ["x"]}}', '{"A": {"note": {}}}', '{"A": {"text": "x"}, "B": 1}']) v
  where pg_temp.stored(v)), '{}'::text[], 'and nothing else');
select * from finish();
rollback;
