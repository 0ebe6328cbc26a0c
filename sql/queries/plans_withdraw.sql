--   $1 id  $2 version  $3 body
select body, etag, location from thidua.plan_end($1::uuid, $2, 'withdraw', $3::jsonb)
