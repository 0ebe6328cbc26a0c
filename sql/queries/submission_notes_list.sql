-- The oldest first.
--   $1 report  $2 last id seen  $3 limit
select a.body, a.next
from thidua.submission s
cross join lateral (
  select array_agg(thidua.submission_note_json(n.note)::text order by n.id) as items, array_agg(n.id::text order by n.id) as places
  from (
    select n as note, n.id
    from thidua.submission_note n
    where n.submission_id = s.id and ($2::uuid is null or n.id > $2::uuid)
    order by n.id
    limit thidua.page_limit($3) + 1
  ) n
) l
cross join lateral thidua.page_answer(l.items, l.places, $3) a
where s.id = $1::uuid
