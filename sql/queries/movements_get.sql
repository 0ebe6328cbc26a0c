--   $1 id
select thidua.movement_json(m, o)::text as body, m.version::text as etag
from thidua.movement m
join thidua.organisation o on o.id = m.organisation_id
where m.id = $1::uuid
