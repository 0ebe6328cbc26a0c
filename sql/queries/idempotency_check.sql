-- Before a change that carries a key. Raises TDIDM with the first answer when it was made before.
--   $1 operation with its path parameters  $2 key  $3 fingerprint of the body
select thidua.idempotency_check($1, $2, $3)
