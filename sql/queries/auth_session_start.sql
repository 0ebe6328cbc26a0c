-- Begins a sign-in after a right password; without scope. No row: no role at that organisation, or at none at all.
-- roles: comma-separated; expires_at, life_s: end of the sign-in, as a moment and in seconds; counter: of the refresh token.
--   $1 account  $2 organisation to act for, or null  $3 device, or null
select session_id, counter, user_id, organisation_id, level, system, roles, scope_version, expires_at, life_s
from thidua.auth_session_start($1::uuid, $2::uuid, $3)
