--   $1 body
select body, etag, location from thidua.period_create($1::jsonb)
