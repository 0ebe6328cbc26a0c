-- The hot path: one index look-up; fields and expand cost nothing when they are absent.
--   $1 id  $2 fields  $3 expand
select (case when $2::text is null and $3::text is null then thidua.organisation_json(o)
    else thidua.organisation_part(o, $2, $3) end)::text as body,
  o.version::text as etag
from thidua.organisation o
where o.id = $1::uuid
