begin;

-- One tree per system. `path` is one four-character segment per level, so a subtree is the range [path, path || '~')
-- in byte order. A segment is never used again: totals of a past tree keep their meaning.
create table thidua.organisation (
  id uuid constraint organisation_pkey primary key default thidua.uuid_v7(),
  system text not null constraint organisation_system_check
    check (system in ('union', 'government', 'front', 'enterprise', 'school')),
  level text not null constraint organisation_level_check
    check (level in ('central', 'province', 'upper', 'grassroots', 'group', 'commune', 'unit')),
  parent_id uuid constraint organisation_parent_id_fkey references thidua.organisation,
  path text collate "C" not null constraint organisation_path_key unique
    constraint organisation_path_check check (path ~ '^([0-9A-Z]{4})+$'),
  last_segment integer not null default 0, -- number of the last child segment given out
  code text collate "C" not null constraint organisation_code_key unique
    constraint organisation_code_check check (code ~ '^[0-9A-Z]+([.-][0-9A-Z]+)*$' and length(code) <= 35),
  kind text not null constraint organisation_kind_check check (length(kind) between 1 and 40),
  name text not null constraint organisation_name_check check (length(name) between 1 and 300),
  name_en text constraint organisation_name_en_check check (length(name_en) between 1 and 300),
  short_name text constraint organisation_short_name_check check (length(short_name) between 1 and 100),
  search tsvector generated always as (to_tsvector('simple', thidua.fold_words(name || ' ' || code))) stored,
  state text not null default 'active' constraint organisation_state_check check (state in ('active', 'dissolved')),
  founded_on date,
  dissolved_on date,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint organisation_root_check check ((parent_id is null) = (length(path) = 4)),
  constraint organisation_dissolved_check check ((state = 'dissolved') = (dissolved_on is not null))
);
create index organisation_parent_id_idx on thidua.organisation (parent_id, path);
create index organisation_search_idx on thidua.organisation using gin (search) with (fastupdate = off);
create index organisation_level_idx on thidua.organisation (level, path);

-- Where each organisation stood in the tree, by date. The open row is the present placement.
create table thidua.organisation_placement (
  organisation_id uuid not null constraint organisation_placement_organisation_id_fkey references thidua.organisation,
  parent_id uuid constraint organisation_placement_parent_id_fkey references thidua.organisation,
  path text collate "C" not null,
  valid_from date not null,
  valid_to date, -- first day on which it no longer holds
  constraint organisation_placement_pkey primary key (organisation_id, valid_from),
  constraint organisation_placement_valid_check check (valid_to > valid_from),
  constraint organisation_placement_overlap_excl exclude using gist
    (organisation_id with =, daterange(valid_from, valid_to) with &&)
);
create index organisation_placement_parent_id_idx on thidua.organisation_placement (parent_id);

-- Codes are text: the leading zero belongs to them.
create table thidua.administrative_unit (
  code text constraint administrative_unit_pkey primary key
    constraint administrative_unit_code_check check (code ~ '^[0-9]{2,5}$'),
  level text not null constraint administrative_unit_level_check check (level in ('province', 'commune')),
  kind text not null constraint administrative_unit_kind_check
    check (kind in ('tinh', 'thanh_pho', 'xa', 'phuong', 'dac_khu')),
  name text not null,
  name_en text not null,
  parent_code text constraint administrative_unit_parent_code_fkey references thidua.administrative_unit,
  valid_from date not null default '2025-07-01',
  valid_to date,
  constraint administrative_unit_parent_check check ((level = 'province') = (parent_code is null))
);
create index administrative_unit_parent_code_idx on thidua.administrative_unit (parent_code);

create table thidua.organisation_administrative_unit (
  organisation_id uuid not null
    constraint organisation_administrative_unit_organisation_id_fkey references thidua.organisation,
  administrative_unit_code text not null
    constraint organisation_administrative_unit_code_fkey references thidua.administrative_unit,
  valid_from date not null,
  valid_to date,
  constraint organisation_administrative_unit_pkey
    primary key (organisation_id, administrative_unit_code, valid_from)
);
create index organisation_administrative_unit_code_idx
  on thidua.organisation_administrative_unit (administrative_unit_code);

-- How many members, full-time officials, collective agreements … an organisation itself had on a day (its own, never its subtree's).
create table thidua.population (
  organisation_id uuid not null constraint population_organisation_id_fkey references thidua.organisation,
  kind text not null constraint population_kind_check
    check (kind in ('members', 'full_time_officials', 'collective_agreements', 'documents', 'procedures')),
  as_of date not null,
  value bigint not null constraint population_value_check check (value >= 0),
  recorded_at timestamptz not null default now(),
  constraint population_pkey primary key (organisation_id, kind, as_of)
);

commit;
