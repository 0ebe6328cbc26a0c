begin;

-- Who owes a report for a period, made when the period opens, with the populations of that moment.
create table thidua.duty (
  organisation_id uuid not null constraint duty_organisation_id_fkey references thidua.organisation,
  period_id uuid not null constraint duty_period_id_fkey references thidua.period,
  organisation_path text collate "C" not null,
  level text not null,
  due_at timestamptz not null,
  populations jsonb not null default '{}', -- {members: 120}; a kind that is absent was not known
  constraint duty_pkey primary key (period_id, organisation_id)
);
create unique index duty_path_idx on thidua.duty (period_id, organisation_path);
create index duty_organisation_id_idx on thidua.duty (organisation_id);

-- The shape of a report's values, looked at in jsonb's own canonical spelling: a third of what walking the document costs.
create function thidua.submission_values_valid(p_values jsonb) returns boolean
language sql immutable parallel safe
return p_values::text ~ ('^\{(?:(?:, )?"[A-Z][A-Z0-9_]{0,31}": \{(?:(?:, )?(?:'
  '"(?:numerator|denominator)": "[0-9]{1,15}(?:[.][0-9]{1,6})?"|'
  '"flag": (?:true|false)|'
  '"(?:text|note)": "(?:[^"\\]|\\.)*"))*\})*\}$');
grant execute on function thidua.submission_values_valid(jsonb) to thidua_command;

-- One version of one report: organisation × family of plans × period. A correction is the next number with its own id;
-- until it is accepted, the version before it counts.
create table thidua.submission (
  id uuid constraint submission_pkey primary key default thidua.uuid_v7(),
  organisation_id uuid not null constraint submission_organisation_id_fkey references thidua.organisation,
  organisation_path text collate "C" not null,
  period_id uuid not null constraint submission_period_id_fkey references thidua.period,
  plan_id uuid not null constraint submission_plan_id_fkey references thidua.plan, -- the plan that is answered
  number integer not null default 1 constraint submission_number_check check (number >= 1),
  corrects_id uuid constraint submission_corrects_id_fkey references thidua.submission,
  state text not null default 'draft' constraint submission_state_check
    check (state in ('draft', 'submitted', 'returned', 'accepted', 'superseded', 'withdrawn')),
  -- {indicator code: {numerator, denominator, flag, text, note}}: decimals as text; checked by submission_values_valid
  values jsonb not null default '{}' constraint submission_values_check
    check (thidua.submission_values_valid(values)),
  narrative text constraint submission_narrative_check check (length(narrative) <= 20000),
  estimate boolean not null default false,
  warnings jsonb not null default '[]', -- [{code, pointer, params}] found on submit
  late boolean, -- set on submit
  submitted_at timestamptz,
  submitted_by uuid,
  decided_at timestamptz,
  decided_by uuid,
  return_code text,
  return_reason text,
  remarks jsonb not null default '{}', -- {indicator code: text} of the reviewer
  mutation_id uuid, -- of the client's last write
  version bigint not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint submission_duty_fkey foreign key (period_id, organisation_id) references thidua.duty,
  constraint submission_number_key unique (period_id, organisation_id, number),
  constraint submission_submitted_check check (state in ('draft', 'withdrawn') or submitted_at is not null),
  constraint submission_decided_check check (state not in ('returned', 'accepted', 'superseded') or decided_at is not null),
  constraint submission_returned_check check (state <> 'returned' or return_reason is not null)
);
-- At most one version counts, and at most one is being worked on.
create unique index submission_accepted_key on thidua.submission (period_id, organisation_path) where state = 'accepted';
create unique index submission_open_key on thidua.submission (period_id, organisation_path)
  where state in ('draft', 'submitted', 'returned');
create index submission_organisation_id_idx on thidua.submission (organisation_id);
create index submission_path_idx on thidua.submission (organisation_path, id);
create index submission_plan_id_idx on thidua.submission (plan_id);
create index submission_corrects_id_idx on thidua.submission (corrects_id);

create table thidua.submission_note (
  id uuid constraint submission_note_pkey primary key default thidua.uuid_v7(),
  submission_id uuid not null constraint submission_note_submission_id_fkey references thidua.submission,
  organisation_path text collate "C" not null,
  author_id uuid not null,
  author_organisation_id uuid not null,
  text text not null constraint submission_note_text_check check (length(text) between 1 and 4000),
  created_at timestamptz not null default now()
);
create index submission_note_submission_id_idx on thidua.submission_note (submission_id, id);

commit;
