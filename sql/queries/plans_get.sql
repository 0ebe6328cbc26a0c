--   $1 id  $2 fields
select thidua.json_pick(thidua.plan_json(p), $2)::text as body, p.version::text as etag
from thidua.plan p
where p.id = $1::uuid
