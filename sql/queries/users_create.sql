--   $1 body, without the password  $2 hash of the password, or null
select body, etag, location from thidua.user_create($1::jsonb, $2)
