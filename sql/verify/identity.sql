begin;

select id, username, display_name, email, phone, organisation_id, state, password_hash, password_changed_at,
  must_change_password, failed_count, locked_until, scope_version, last_signed_in_at, version, created_at,
  updated_at, search
from thidua.user_account where false;

select id, user_id, organisation_id, role, valid_from, valid_to, granted_by, created_at
from thidua.role_assignment where false;

select id, user_id, organisation_id, device_id, counter, rotated_at, created_at, expires_at, revoked_at,
  revoked_reason
from thidua.auth_session where false;

select user_id, operation, key, fingerprint, body, etag, location, created_at
from thidua.idempotency_key where false;

select singleton, demo, scale, installed_at
from thidua.installation where false;

rollback;
