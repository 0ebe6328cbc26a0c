--   $1 id  $2 version
select body, etag, location from thidua.user_state_set($1::uuid, $2, 'active')
