begin;

-- The one workflow mechanism: which role, standing where, may give which command in which state, and what state follows.
-- relation: the actor's organisation is the record's own (self), its direct parent (parent) or any above (above).
create table thidua.workflow_transition (
  workflow text not null,
  from_state text not null,
  command text not null,
  to_state text not null,
  role text not null,
  relation text not null constraint workflow_transition_relation_check check (relation in ('self', 'parent', 'above')),
  -- What the command must bring or the record must hold; checked by the command's function under this name.
  conditions text[] not null default '{}',
  constraint workflow_transition_pkey primary key (workflow, from_state, command, role, relation)
);

-- Who did what, when, on which version. Written in the same transaction as the change; never updated.
create table thidua.audit_event (
  id uuid not null default thidua.uuid_v7(),
  at timestamptz not null default clock_timestamp(),
  user_id uuid, -- null: the system itself
  organisation_id uuid, -- of the actor
  action text not null, -- as in "submission.accept"
  subject_type text not null,
  subject_id uuid not null,
  subject_path text collate "C" not null, -- place in the tree of the organisation that the subject belongs to
  subject_version bigint,
  details jsonb not null default '{}',
  request_id uuid,
  constraint audit_event_pkey primary key (id)
);
create index audit_event_subject_idx on thidua.audit_event (subject_id, id);
create index audit_event_subject_path_idx on thidua.audit_event (subject_path, id);

commit;
