-- First statement of every request: what the verified token says becomes the scope of the transaction, or token-invalid.
--   $1 user  $2 organisation  $3 session  $4 scope version  $5 roles, comma-separated  $6 request id
select thidua.scope_enter($1::uuid, $2::uuid, $3::uuid, $4::bigint, $5, $6::uuid)
