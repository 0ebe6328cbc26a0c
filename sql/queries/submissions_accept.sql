--   $1 id  $2 version  $3 body, which holds nothing
select body, etag, location from thidua.submission_accept($1::uuid, $2) where $3::text is distinct from ''
