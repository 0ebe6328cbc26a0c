-- Indicators kept in the own subtree or above it, by code.
--   $1 words  $2 kind  $3 state  $4 code of the last indicator seen  $5 limit
with page as (
  select i, o
  from thidua.indicator i
  join thidua.organisation o on o.id = i.organisation_id
  where ($1::text is null
      or to_tsvector('simple', thidua.fold_words(i.code || ' ' || i.name || ' ' || coalesce(i.name_en, ''))) @@ thidua.search_query($1))
    and ($2::text is null or i.kind = $2)
    and ($3::text is null or i.state = $3)
    and ($4::text is null or i.code > $4)
  order by i.code
  limit thidua.page_limit($5) + 1
)
select a.body, a.next
from (
  select array_agg(thidua.indicator_json(i, o)::text order by (i).code) as items,
    array_agg((i).code order by (i).code) as places
  from page) p
cross join lateral thidua.page_answer(p.items, p.places, $5) a
