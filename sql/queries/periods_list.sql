-- The latest first.
--   $1 any plan of the family  $2 state  $3 last period seen: end|id  $4 limit
with page as (
  select d
  from thidua.period d
  where ($1::uuid is null or d.plan_id = (select root_id from thidua.plan where id = $1::uuid))
    and ($2::text is null or d.state = $2)
    and ($3::text is null or (d.ends_on, d.id) < (split_part($3, '|', 1)::date, split_part($3, '|', 2)::uuid))
  order by d.ends_on desc, d.id desc
  limit thidua.page_limit($4) + 1
)
select a.body, a.next
from (
  select array_agg(thidua.period_json(d)::text order by (d).ends_on desc, (d).id desc) as items,
    array_agg((d).ends_on || '|' || (d).id order by (d).ends_on desc, (d).id desc) as places
  from page) p
cross join lateral thidua.page_answer(p.items, p.places, $4) a
