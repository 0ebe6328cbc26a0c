--   $1 body
select body, etag, location from thidua.submission_create(($1::jsonb ->> 'id')::uuid, $1::jsonb)
