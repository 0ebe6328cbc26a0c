--   $1 id  $2 version  $3 merge patch
select body, etag from thidua.submission_update($1::uuid, $2, $3::jsonb)
