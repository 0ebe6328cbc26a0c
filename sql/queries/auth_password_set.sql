-- The actor's new password; under scope. All other sign-ins of the account end, this one goes on.
--   $1 hash
select thidua.auth_password_set($1)
