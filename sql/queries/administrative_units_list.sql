--   $1 level  $2 code of the province  $3 words  $4 last code seen  $5 limit
select a.body, a.next
from (
  select array_agg(thidua.administrative_unit_json(f.u)::text order by (f.u).code collate "C") as items,
    array_agg((f.u).code order by (f.u).code collate "C") as places
  from (
    select u
    from thidua.administrative_unit u
    where ($1::text is null or u.level = $1) and ($2::text is null or u.parent_code = $2)
      and ($3::text is null
        or to_tsvector('simple', thidua.fold_words(u.name || ' ' || u.code)) @@ thidua.search_query($3))
      and u.code collate "C" > coalesce($4, '')
    order by u.code collate "C"
    limit thidua.page_limit($5) + 1) f) p
cross join lateral thidua.page_answer(p.items, p.places, $5) a
