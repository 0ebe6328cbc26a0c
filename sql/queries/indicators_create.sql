--   $1 body
select body, etag, location from thidua.indicator_create($1::jsonb)
