--   $1 organisation, with all below it  $2 states  $3 root  $4 parent  $5 words  $6 last id seen  $7 limit
select a.body, a.next
from (
  select array_agg(thidua.plan_summary(p, o)::text order by p.id desc) as items,
    array_agg(p.id::text order by p.id desc) as places
  from thidua.plan_page($1::uuid, string_to_array($2, ','), $3::uuid, $4::uuid, $5, $6::uuid, thidua.page_limit($7) + 1) p
  join thidua.organisation o on o.id = p.organisation_id) l
cross join lateral thidua.page_answer(l.items, l.places, $7) a
