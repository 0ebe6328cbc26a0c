-- For the tests of plans and reports: who acts, and a family made by commands alone. Included after `begin`.
--   pg_temp.act('reporter.1111')     from here on statements are that account's, under the service's role
--   pg_temp.act()                    the superuser again
--   pg_temp.family()                 issues plan T of the root with its indicators and opens period 2026
-- Indicators, all reported by the grassroots: R a ratio of members, D a ratio whose population nobody knows, M models (a
-- share of unions with a nested minimum of 2), F a share by flag, N a count, W words. T asks R, D, M, F, N until 2027, and
-- R, W from 2028 on.
create function pg_temp.act(p_user text default null) returns void language plpgsql as $$
begin
  perform set_config('role', 'none', true);
  perform test.leave();
  if p_user is not null then
    perform test.enter(p_user);
    perform set_config('role', 'thidua_api', true);
  end if;
end
$$;

-- Keeps the row of a query under a name: {body, etag, location, next}.
create temp table kept (name text primary key, r jsonb) on commit drop;
grant select, insert, update on pg_temp.kept to public;
create function pg_temp.keep(p_name text, p_query text, variadic p text[]) returns void language sql as $$
  insert into pg_temp.kept select p_name, r from test.run(p_query, variadic p) r on conflict (name) do update set r = excluded.r
$$;
create function pg_temp.kept(p_name text, p_path text) returns text language sql
as $$ select r #>> p_path::text[] from pg_temp.kept where name = p_name $$;

-- Ids that tests can name: pg_temp.id('plan').
create function pg_temp.id(p_name text) returns uuid language sql immutable
as $$ select ('00000000-0000-7000-9' || substr(md5(p_name), 1, 3) || '-' || substr(md5(p_name), 4, 12))::uuid $$;

create function pg_temp.indicator(p_code text, p_kind text, p_more jsonb default '{}') returns void language sql as $$
  select test.run('indicators_create', (jsonb_build_object('id', pg_temp.id(p_code), 'code', p_code, 'kind', p_kind,
    'name', 'Chỉ tiêu ' || p_code) || p_more)::text)
$$;

create function pg_temp.plan_body(p_more jsonb default '{}') returns text language sql as $$
  select ('{"title": "Kế hoạch T", "symbol": "1/KH-T", "document_date": "2025-06-17",
    "phases": [
      {"code": "t1", "kind": "target", "name": "2025–2027", "starts_on": "2025-01-01", "ends_on": "2027-12-31"},
      {"code": "t2", "kind": "target", "name": "2028–2030", "starts_on": "2028-01-01", "ends_on": "2030-12-31"}],
    "targets": [
      {"indicator_code": "R", "phase_code": "t1", "comparator": ">=", "threshold": "80"},
      {"indicator_code": "D", "phase_code": "t1", "comparator": ">", "threshold": "50"},
      {"indicator_code": "M", "phase_code": "t1", "comparator": ">=", "threshold": "50", "nested_minimum": 2},
      {"indicator_code": "F", "phase_code": "t1", "comparator": "=", "threshold": "100"},
      {"indicator_code": "N", "phase_code": "t1", "comparator": ">=", "threshold": "10", "aspirational": true},
      {"indicator_code": "R", "phase_code": "t2", "comparator": "=", "threshold": "100"},
      {"indicator_code": "W", "phase_code": "t2", "comparator": ">=", "threshold": "0"}]}'::jsonb || p_more)::text
$$;

create function pg_temp.family() returns void language plpgsql as $$
begin
  perform pg_temp.act('approver.1');
  perform pg_temp.indicator('R', 'ratio', '{"population_kind": "members"}'), pg_temp.indicator('D', 'ratio'),
    pg_temp.indicator('M', 'unit_share'), pg_temp.indicator('F', 'unit_share'), pg_temp.indicator('N', 'count'),
    pg_temp.indicator('W', 'text');
  perform test.run('plans_create', pg_temp.plan_body(jsonb_build_object('id', pg_temp.id('T'))));
  perform test.run('plans_issue', pg_temp.id('T')::text, '1', '{}');
  perform test.run('periods_create', jsonb_build_object('id', pg_temp.id('2026'), 'plan_id', pg_temp.id('T'), 'code', '2026',
    'kind', 'year', 'starts_on', '2025-12-15', 'ends_on', '2026-12-14', 'due_at', '2999-01-01T00:00:00Z')::text);
  perform test.run('periods_open', pg_temp.id('2026')::text, '1');
  perform pg_temp.act();
end
$$;

-- Everything that T owes until 2027, answered. R out of p_of unless the duty knows the members.
create function pg_temp.answers(p_r integer, p_models integer, p_flag boolean, p_more jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('R', jsonb_build_object('numerator', p_r::text),
    'D', '{"numerator": "3", "denominator": "4"}'::jsonb, 'M', jsonb_build_object('numerator', p_models::text),
    'F', jsonb_build_object('flag', p_flag), 'N', '{"numerator": "5"}'::jsonb) || p_more
$$;

-- A report of a grassroots union ('1111'), as far as p_state: draft, submitted, returned, accepted. Gives its id.
create function pg_temp.report(p_digits text, p_values jsonb, p_state text) returns uuid language plpgsql as $$
declare
  v_id text := pg_temp.id('report ' || p_digits);
begin
  perform pg_temp.act('reporter.' || p_digits);
  perform test.run('submissions_put', v_id, jsonb_build_object('period_id', pg_temp.id('2026'), 'values', p_values)::text);
  if p_state <> 'draft' then
    perform test.run('submissions_submit', v_id, '1', '{}');
  end if;
  perform pg_temp.act('approver.' || left(p_digits, 3));
  if p_state = 'returned' then
    perform test.run('submissions_return', v_id, '2', '{"reason": "Xem lại"}');
  elsif p_state = 'accepted' then
    perform test.run('submissions_accept', v_id, '2', '{}');
  end if;
  perform pg_temp.act();
  return v_id;
end
$$;
