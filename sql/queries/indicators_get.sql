--   $1 id
select thidua.indicator_json(i, o)::text as body, i.version::text as etag
from thidua.indicator i
join thidua.organisation o on o.id = i.organisation_id
where i.id = $1::uuid
