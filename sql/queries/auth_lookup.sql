-- What checking a password needs; without scope. No row: no such account, or a disabled one.
-- locked_until is given only while the account is locked: the password must not be looked at then.
--   $1 username
select user_id, password_hash, locked_until, must_change_password from thidua.auth_lookup($1)
