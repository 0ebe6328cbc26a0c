--   $1 body
select body, etag, location from thidua.submission_accept_many($1::jsonb)
