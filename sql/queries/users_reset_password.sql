--   $1 id  $2 version  $3 hash
select body, etag, location from thidua.user_reset_password($1::uuid, $2, $3)
