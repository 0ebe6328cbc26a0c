--   $1 id  $2 version  $3 body
select body, etag, location from thidua.submission_submit($1::uuid, $2, $3::jsonb)
