begin;

create table thidua.user_account (
  id uuid constraint user_account_pkey primary key default thidua.uuid_v7(),
  username text collate "C" not null constraint user_account_username_check check (username ~ '^[a-z0-9][a-z0-9._@-]{2,63}$'),
  display_name text not null constraint user_account_display_name_check check (length(display_name) between 1 and 200),
  email text constraint user_account_email_check check (length(email) between 3 and 254),
  phone text constraint user_account_phone_check check (phone ~ '^[0-9+ .-]{6,20}$'),
  -- The organisation that manages the account: its administrators, and those above, may change it.
  organisation_id uuid not null constraint user_account_organisation_id_fkey references thidua.organisation,
  state text not null default 'active' constraint user_account_state_check check (state in ('active', 'disabled')),
  password_hash text, -- Argon2id, encoded; null until the first password is set
  password_changed_at timestamptz,
  must_change_password boolean not null default false,
  failed_count integer not null default 0,
  locked_until timestamptz,
  -- Raised by every change of state or roles: older tokens stop at once. A new password ends the other sessions instead.
  scope_version bigint not null default 1,
  last_signed_in_at timestamptz,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  search tsvector generated always as
    (to_tsvector('simple', thidua.fold_words(display_name || ' ' || username))) stored,
  constraint user_account_username_key unique (username)
);
create index user_account_organisation_id_idx on thidua.user_account (organisation_id);
create index user_account_search_idx on thidua.user_account using gin (search) with (fastupdate = off);

create table thidua.role_assignment (
  id uuid constraint role_assignment_pkey primary key default thidua.uuid_v7(),
  user_id uuid not null constraint role_assignment_user_id_fkey references thidua.user_account,
  organisation_id uuid not null constraint role_assignment_organisation_id_fkey references thidua.organisation,
  role text not null constraint role_assignment_role_check check (role in ('viewer', 'reporter', 'approver',
    'reward_secretary', 'council_member', 'inspector', 'administrator', 'auditor', 'service')),
  valid_from date not null default current_date,
  valid_to date, -- first day on which it no longer holds
  granted_by uuid constraint role_assignment_granted_by_fkey references thidua.user_account,
  created_at timestamptz not null default now(),
  constraint role_assignment_valid_check check (valid_to > valid_from),
  constraint role_assignment_overlap_excl exclude using gist
    (user_id with =, organisation_id with =, role with =, daterange(valid_from, valid_to) with &&)
);
create index role_assignment_user_id_idx on thidua.role_assignment (user_id);
create index role_assignment_organisation_id_idx on thidua.role_assignment (organisation_id);
create index role_assignment_granted_by_idx on thidua.role_assignment (granted_by);

-- One sign-in on one device. The refresh token is derived from (id, counter); only the counter is kept.
create table thidua.auth_session (
  id uuid constraint auth_session_pkey primary key default thidua.uuid_v7(),
  user_id uuid not null constraint auth_session_user_id_fkey references thidua.user_account,
  organisation_id uuid not null constraint auth_session_organisation_id_fkey references thidua.organisation,
  device_id text constraint auth_session_device_id_check check (length(device_id) <= 100),
  counter integer not null default 0,
  rotated_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text constraint auth_session_revoked_reason_check
    check (revoked_reason in ('signed_out', 'reuse', 'disabled', 'password_changed', 'administrator'))
);
create index auth_session_user_id_idx on thidua.auth_session (user_id);
create index auth_session_organisation_id_idx on thidua.auth_session (organisation_id);
create index auth_session_expires_at_idx on thidua.auth_session (expires_at);

-- The answer to a change, kept seven days so that a repeated request gets the same one.
create table thidua.idempotency_key (
  user_id uuid not null,
  operation text not null, -- operationId and path
  key text not null constraint idempotency_key_key_check check (length(key) <= 64),
  fingerprint text not null, -- SHA-256 of the request body
  body text,
  etag text,
  location text,
  created_at timestamptz not null default now(),
  constraint idempotency_key_pkey primary key (user_id, operation, key)
);
create index idempotency_key_created_at_idx on thidua.idempotency_key (created_at);

-- What was installed here: at most one row. No row: nothing out of the ordinary.
create table thidua.installation (
  singleton boolean constraint installation_pkey primary key default true
    constraint installation_singleton_check check (singleton),
  maintenance boolean not null default false, -- changes are refused for now
  demo boolean not null default false,
  scale text not null default 'none', -- of the demo data
  installed_at timestamptz not null default now()
);

commit;
