--   $1 body
select body, etag, location from thidua.role_assignment_create($1::jsonb)
