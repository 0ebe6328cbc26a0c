-- Turns a refresh token into the next; without scope. One row always: outcome is ok, reused (the sign-in was ended because
-- of it) or ended (signed out, expired, disabled, no role any more); the other columns, as in auth_session_start, with ok only.
--   $1 session  $2 counter  $3 device, or null
select outcome, session_id, counter, user_id, organisation_id, level, system, roles, scope_version, expires_at, life_s
from thidua.auth_refresh($1::uuid, $2::integer, $3)
