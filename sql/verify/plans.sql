begin;

select id, code, name, name_en, organisation_id, organisation_path, starts_on, ends_on, bases, milestones,
  version, created_at, updated_at
from thidua.movement where false;

select id, code, organisation_id, organisation_path, family, name, name_en, kind, population_kind, population,
  numerator, denominator, unit, accumulation, direction, reporting_levels, evidence, source, state, version,
  created_at, updated_at
from thidua.indicator where false;

select id, organisation_id, organisation_path, parent_id, root_id, symbol, title, place, document_date,
  signer_authority, summary, source_type, bases, contents, criteria, tasks, award_forms, addressees,
  child_plan_days, state, issued_at, issued_by, mutation_id, version, created_by, created_at, updated_at
from thidua.plan where false;

select plan_id, movement_id
from thidua.plan_movement where false;

select plan_id, code, kind, name, name_en, starts_on, ends_on, review, position
from thidua.plan_phase where false;

select id, plan_id, indicator_id, phase_code, year, comparator, implied, wording, threshold, nested_minimum,
  aspirational, parent_id, weaker_reason, position
from thidua.target where false;

select id, plan_id, code, kind, starts_on, ends_on, cut_off_on, due_at, state, opened_at, version, created_at,
  updated_at
from thidua.period where false;

rollback;
