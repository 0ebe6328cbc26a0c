-- Counts a wrong password; without scope. locked_until: now the account is locked.
--   $1 account
select failed_count, locked_until from thidua.auth_failure($1::uuid)
