--   $1 report  $2 body
select body, etag, location from thidua.submission_note_create($1::uuid, $2::jsonb)
