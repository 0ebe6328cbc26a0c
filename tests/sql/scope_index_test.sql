-- Row level security keeps the indexes: its functions are put into the query, and what the query says itself is looked up first.
begin;
select no_plan();
create function pg_temp.explained(p_sql text) returns text language plpgsql as $$
declare
  v_line text;
  v_all text := '';
begin
  for v_line in execute 'explain (costs off) ' || p_sql loop
    v_all := v_all || v_line || E'\n';
  end loop;
  return v_all;
end
$$;
-- The tables are too small here for the planner to think of an index.
set local enable_seqscan = off;
set local enable_bitmapscan = off;
select test.enter('approver.11');
set local role thidua_api;

select is((select string_agg(line, ' ') from regexp_split_to_table(pg_temp.explained(replace(replace(replace(
    (select sql from test.query where name = 'organisations_get'), '$1', quote_literal(test.org('111'))), '$2', 'null'), '$3', 'null')), E'\n') line
  where line ~ 'Scan|Plan|Join|Loop|Cond'),
  format('Index Scan using organisation_pkey on organisation o   Index Cond: (id = %L::uuid)', test.org('111')), 'organisations_get: one look-up by key');

select matches(pg_temp.explained(format('select from thidua.%I where %s >= thidua.scope_lo() and %s < thidua.scope_hi() order by %s', t, c, c, c)),
  format('Index (Only )?Scan using %s on %s\n *Index Cond: \(+%s >= current_setting\(''thidua.path_lo''::text, true\)\) AND \(%s < current_setting', i, t, c, c),
  'a subtree is a range of the index: ' || t)
from (values ('organisation', 'path', 'organisation_path_key'), ('submission', 'organisation_path', 'submission_path_idx'),
  ('plan', 'organisation_path', 'plan_organisation_path_idx'), ('audit_event', 'subject_path', 'audit_event_subject_path_idx')) x (t, c, i);

-- Without a condition of its own a query still walks the range that the policy draws.
select matches(pg_temp.explained('select from thidua.submission'), 'Index Cond: .*current_setting\(''thidua.path_lo''', 'the policy alone gives the range');

select * from finish();
rollback;
