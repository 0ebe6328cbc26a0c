-- Ends a sign-in, if it has not ended; without scope.
--   $1 session
select thidua.auth_revoke($1::uuid)
