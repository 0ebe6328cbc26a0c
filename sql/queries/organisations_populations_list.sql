-- What is on record of an organisation, the newest of each kind first.
--   $1 id
select (
    select coalesce(json_agg(thidua.population_json(p) order by p.kind, p.as_of desc), '[]')
    from thidua.population p where p.organisation_id = o.id)::text as body,
  null::text as next
from thidua.organisation o
where o.id = $1::uuid
