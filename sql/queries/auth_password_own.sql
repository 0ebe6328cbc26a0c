-- The hash of the actor's own password; under scope. No row while the account is locked.
select user_id, password_hash from thidua.auth_password_own()
