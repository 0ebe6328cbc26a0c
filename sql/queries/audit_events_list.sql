-- The trail of the own subtree, the newest first.
--   $1 record  $2 organisation, with all below it  $3 action  $4 last id seen  $5 limit
select a.body, a.next
from (
  select array_agg(thidua.audit_event_json(e)::text order by e.id desc) as items,
    array_agg(e.id::text order by e.id desc) as places
  from thidua.audit_page($1::uuid, $2::uuid, $3, $4::uuid, thidua.page_limit($5) + 1) e) p
cross join lateral thidua.page_answer(p.items, p.places, $5) a
