--   $1 body
select body, etag, location from thidua.organisation_create($1::jsonb)
