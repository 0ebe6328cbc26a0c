begin;

-- What is added up, once per family: an indicator under a nested minimum ("at least 2 models"), or the number of reports in a status.
create table thidua.measure (
  id integer generated always as identity constraint measure_pkey primary key,
  root_plan_id uuid not null constraint measure_root_plan_id_fkey references thidua.plan,
  indicator_id uuid constraint measure_indicator_id_fkey references thidua.indicator,
  nested_minimum integer,
  status text constraint measure_status_check
    check (status in ('owed', 'draft', 'submitted', 'returned', 'accepted', 'late')),
  constraint measure_what_check check (num_nonnulls(indicator_id, status) = 1),
  constraint measure_what_key unique nulls not distinct (root_plan_id, indicator_id, nested_minimum, status)
);
create index measure_indicator_id_idx on thidua.measure (indicator_id);

-- Amounts, in deltas and in totals alike:
--   units        organisations that owe the indicator (or are in the status)
--   population   sum of the known populations of those units: the denominator of a ratio
--   unknown      units whose population is not known and that have not reported one
--   reported     units with an accepted value
--   numerator    sum of accepted numerators, or of counts
--   denominator  sum of accepted denominators of units whose population was not known
--   met          units that fulfil the condition

-- Signed changes, appended in the transaction that makes them, folded into the totals about once a second.
create table thidua.rollup_delta (
  period_id uuid not null,
  measure_id integer not null,
  path text collate "C" not null, -- of the organisation that changed
  units bigint not null default 0,
  population numeric not null default 0,
  unknown bigint not null default 0,
  reported bigint not null default 0,
  numerator numeric not null default 0,
  denominator numeric not null default 0,
  met bigint not null default 0
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
create index rollup_delta_path_idx on thidua.rollup_delta (period_id, path);

-- Sums over each node's subtree, the node itself included, kept for nodes above the grassroots. A path is never used
-- again, so these rows are the tree of their period.
create table thidua.rollup_total (
  period_id uuid not null constraint rollup_total_period_id_fkey references thidua.period,
  path text collate "C" not null,
  measure_id integer not null constraint rollup_total_measure_id_fkey references thidua.measure,
  units bigint not null default 0,
  population numeric not null default 0,
  unknown bigint not null default 0,
  reported bigint not null default 0,
  numerator numeric not null default 0,
  denominator numeric not null default 0,
  met bigint not null default 0,
  constraint rollup_total_pkey primary key (period_id, path, measure_id)
) with (fillfactor = 70);
create index rollup_total_measure_id_idx on thidua.rollup_total (measure_id);

commit;
