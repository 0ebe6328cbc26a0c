--   $1 id  $2 fields  $3 expand
select (case when $2::text is null and $3::text is null then thidua.submission_json(s)
    else thidua.submission_part(s, $2, $3)::json end)::text as body,
  s.version::text as etag
from thidua.submission s
where s.id = $1::uuid
