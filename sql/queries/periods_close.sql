--   $1 id  $2 version
select body, etag, location from thidua.period_set_state($1::uuid, $2, 'closed')
