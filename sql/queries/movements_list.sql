-- Movements launched in the own subtree or above it, the latest first.
--   $1 last movement seen: start|id  $2 limit
with page as (
  select m, o
  from thidua.movement m
  join thidua.organisation o on o.id = m.organisation_id
  where $1::text is null or (m.starts_on, m.id) < (split_part($1, '|', 1)::date, split_part($1, '|', 2)::uuid)
  order by m.starts_on desc, m.id desc
  limit thidua.page_limit($2) + 1
)
select a.body, a.next
from (
  select array_agg(thidua.movement_json(m, o)::text order by (m).starts_on desc, (m).id desc) as items,
    array_agg((m).starts_on || '|' || (m).id order by (m).starts_on desc, (m).id desc) as places
  from page) p
cross join lateral thidua.page_answer(p.items, p.places, $2) a
