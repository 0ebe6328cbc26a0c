--   $1 body
select body, etag, location from thidua.movement_create($1::jsonb)
