-- What happened to a report, the oldest first.
--   $1 report  $2 last id seen  $3 limit
select a.body, a.next
from thidua.submission s
cross join lateral (
  select array_agg(thidua.audit_event_json(e.event)::text order by e.id) as items, array_agg(e.id::text order by e.id) as places
  from (
    select e as event, e.id
    from thidua.audit_event e
    where e.subject_id = s.id and ($2::uuid is null or e.id > $2::uuid)
    order by e.id
    limit thidua.page_limit($3) + 1
  ) e
) l
cross join lateral thidua.page_answer(l.items, l.places, $3) a
where s.id = $1::uuid
