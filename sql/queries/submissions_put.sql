--   $1 id  $2 body
select body, etag, location from thidua.submission_put($1::uuid, $2::jsonb)
