-- The own subtree in the order of the tree.
--   $1 parent  $2 levels  $3 state  $4 words  $5 code  $6 path of the last row seen  $7 limit  $8 fields
with found as (
  select s.id
  from thidua.organisation_search($4, $1::uuid, string_to_array($2, ','), $3, $6, thidua.page_limit($7) + 1) s (id)
  where $4::text is not null
  union all
  select l.id
  from thidua.organisation_page($1::uuid, string_to_array($2, ','), $3, $5, $6, thidua.page_limit($7) + 1) l (id)
  where $4::text is null
)
select a.body, a.next
from (
  select array_agg(thidua.organisation_part(o, $8,
      case when $8::text is null then concat_ws(',', 'children_count', case when $4::text is not null then 'ancestors' end) end
    )::text order by o.path) as items,
    array_agg(o.path order by o.path) as places
  from found f
  join thidua.organisation o on o.id = f.id
  where $5::text is null or o.code = $5) p
cross join lateral thidua.page_answer(p.items, p.places, $7) a
