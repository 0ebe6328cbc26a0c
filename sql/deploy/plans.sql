begin;

create table thidua.movement (
  id uuid constraint movement_pkey primary key default thidua.uuid_v7(),
  code text not null constraint movement_code_key unique,
  name text not null,
  name_en text,
  organisation_id uuid not null constraint movement_organisation_id_fkey references thidua.organisation, -- launcher
  organisation_path text collate "C" not null,
  starts_on date not null,
  ends_on date not null,
  bases jsonb not null default '[]', -- [{symbol, issued_on, issuer, title}]
  milestones jsonb not null default '[]', -- [{kind: launch|interim_review|final_review, year, title}]
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint movement_dates_check check (ends_on >= starts_on)
);
create index movement_organisation_id_idx on thidua.movement (organisation_id);

create table thidua.indicator (
  id uuid constraint indicator_pkey primary key default thidua.uuid_v7(),
  code text not null constraint indicator_code_key unique
    constraint indicator_code_check check (code ~ '^[A-Z][A-Z0-9_]{0,31}$'),
  organisation_id uuid not null constraint indicator_organisation_id_fkey references thidua.organisation, -- keeper
  organisation_path text collate "C" not null,
  family text constraint indicator_family_check check (length(family) between 1 and 60),
  name text not null,
  name_en text,
  kind text not null constraint indicator_kind_check
    check (kind in ('ratio', 'unit_share', 'count', 'binary', 'rank', 'text')),
  population_kind text, -- of a ratio: which population is the denominator
  population text, -- in words, with exclusions
  numerator text, -- definitions in words
  denominator text,
  unit text not null default 'percent' constraint indicator_unit_check check (length(unit) between 1 and 40),
  accumulation text not null default 'stock' constraint indicator_accumulation_check
    check (accumulation in ('flow', 'stock')),
  direction text not null default 'up' constraint indicator_direction_check check (direction in ('up', 'down')),
  reporting_levels text[] not null default '{grassroots}' constraint indicator_reporting_levels_check
    check (cardinality(reporting_levels) > 0),
  evidence text, -- what proves it, in words
  source text not null default 'reported' constraint indicator_source_check
    check (source in ('reported', 'computed', 'external')),
  state text not null default 'active' constraint indicator_state_check check (state in ('active', 'retired')),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index indicator_organisation_id_idx on thidua.indicator (organisation_id);

-- A plan and all that inherit from it are one family, named by its root: reports answer the family, figures add up in it.
create table thidua.plan (
  id uuid constraint plan_pkey primary key default thidua.uuid_v7(),
  organisation_id uuid not null constraint plan_organisation_id_fkey references thidua.organisation,
  organisation_path text collate "C" not null,
  parent_id uuid constraint plan_parent_id_fkey references thidua.plan,
  root_id uuid not null constraint plan_root_id_fkey references thidua.plan deferrable initially deferred,
  symbol text constraint plan_symbol_check check (length(symbol) between 3 and 60), -- 146/KH-LĐLĐ or 386-KH/TU
  title text not null constraint plan_title_check check (length(title) between 1 and 500),
  place text,
  document_date date,
  signer_authority text,
  summary text,
  source_type text not null default 'document' constraint plan_source_type_check
    check (source_type in ('document', 'press')),
  bases jsonb not null default '[]',      -- [{symbol, issued_on, issuer, title}]
  contents jsonb not null default '[]',   -- [{title, text}]
  criteria jsonb not null default '[]',   -- [{subject_kind, items: [text]}]
  tasks jsonb not null default '[]',      -- [{title, responsible, due_on}]
  award_forms jsonb not null default '[]',-- [{review: yearly|interim|final, name}]
  addressees jsonb not null default '[]', -- [text]
  child_plan_days integer constraint plan_child_plan_days_check check (child_plan_days between 1 and 366),
  state text not null default 'draft' constraint plan_state_check
    check (state in ('draft', 'issued', 'closed', 'withdrawn')),
  issued_at timestamptz,
  issued_by uuid,
  mutation_id uuid, -- of the client's last write
  version bigint not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint plan_issued_check check ((state = 'draft') = (issued_at is null))
);
create index plan_organisation_id_idx on thidua.plan (organisation_id);
create index plan_organisation_path_idx on thidua.plan (organisation_path);
create index plan_parent_id_idx on thidua.plan (parent_id);
create index plan_root_id_idx on thidua.plan (root_id);
-- One live plan of a family per organisation; a withdrawn one may be followed by another.
create unique index plan_family_key on thidua.plan (root_id, organisation_id) where state <> 'withdrawn';

create table thidua.plan_movement (
  plan_id uuid not null constraint plan_movement_plan_id_fkey references thidua.plan on delete cascade,
  movement_id uuid not null constraint plan_movement_movement_id_fkey references thidua.movement,
  constraint plan_movement_pkey primary key (plan_id, movement_id)
);
create index plan_movement_movement_id_idx on thidua.plan_movement (movement_id);

-- Phases of the movement and phases of the targets may differ in one document.
create table thidua.plan_phase (
  plan_id uuid not null constraint plan_phase_plan_id_fkey references thidua.plan on delete cascade,
  code text not null constraint plan_phase_code_check check (code ~ '^[a-z0-9][a-z0-9_-]{0,31}$'),
  kind text not null constraint plan_phase_kind_check check (kind in ('movement', 'target')),
  name text not null,
  name_en text,
  starts_on date not null,
  ends_on date not null,
  review text constraint plan_phase_review_check check (review in ('interim', 'final')),
  position integer not null,
  constraint plan_phase_pkey primary key (plan_id, code),
  constraint plan_phase_dates_check check (ends_on >= starts_on)
);

create table thidua.target (
  id uuid constraint target_pkey primary key default thidua.uuid_v7(),
  plan_id uuid not null constraint target_plan_id_fkey references thidua.plan on delete cascade,
  indicator_id uuid not null constraint target_indicator_id_fkey references thidua.indicator,
  phase_code text,
  year integer constraint target_year_check check (year between 2000 and 2100),
  comparator text not null constraint target_comparator_check check (comparator in ('>=', '>', '=', '<=')),
  implied boolean not null default false, -- the document gives a bare figure
  wording text, -- the document's own words for the comparator, as in "Trên 80%"
  threshold numeric(12, 4) not null,
  nested_minimum integer constraint target_nested_minimum_check check (nested_minimum >= 1),
  aspirational boolean not null default false, -- "phấn đấu": shown, never counted
  parent_id uuid constraint target_parent_id_fkey references thidua.target, -- inherited from
  weaker_reason text,
  position integer not null,
  constraint target_phase_code_fkey foreign key (plan_id, phase_code) references thidua.plan_phase,
  constraint target_when_check check (num_nonnulls(phase_code, year) = 1),
  constraint target_indicator_key unique nulls not distinct (plan_id, indicator_id, phase_code, year)
);
create index target_indicator_id_idx on thidua.target (indicator_id);
create index target_parent_id_idx on thidua.target (parent_id);
create index target_phase_idx on thidua.target (plan_id, phase_code);

-- The report schedule of a family of plans.
create table thidua.period (
  id uuid constraint period_pkey primary key default thidua.uuid_v7(),
  plan_id uuid not null constraint period_plan_id_fkey references thidua.plan, -- the family's root
  code text not null constraint period_code_check check (code ~ '^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$'), -- 2026, 2026-Q3
  kind text not null constraint period_kind_check
    check (kind in ('month', 'quarter', 'half', 'year', 'phase', 'custom')),
  starts_on date not null,
  ends_on date not null,
  cut_off_on date not null,
  due_at timestamptz not null,
  state text not null default 'planned' constraint period_state_check check (state in ('planned', 'open', 'closed')),
  opened_at timestamptz,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint period_code_key unique (plan_id, code),
  constraint period_dates_check check (ends_on >= starts_on)
);

commit;
