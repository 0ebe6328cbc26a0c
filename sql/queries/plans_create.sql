--   $1 body
select body, etag, location from thidua.plan_create($1::jsonb)
