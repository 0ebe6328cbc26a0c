--   $1 id
select thidua.period_json(d)::text as body, d.version::text as etag
from thidua.period d
where d.id = $1::uuid
