-- Accounts managed in the own subtree, by name of sign-in.
--   $1 organisation  $2 words  $3 state  $4 last username seen  $5 limit
select a.body, a.next
from (
  select array_agg(f.item::text order by f.number) as items, array_agg(f.item ->> 'username' order by f.number) as places
  from (
    select thidua.user_json(u.id, false) as item, u.number
    from thidua.user_page($1::uuid, $2, $3, $4, thidua.page_limit($5) + 1) with ordinality u (id, number)) f) p
cross join lateral thidua.page_answer(p.items, p.places, $5) a
