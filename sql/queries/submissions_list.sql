-- The latest first, without values unless fields ask for them.
--   $1 organisation, with all below it  $2 parent of the organisations  $3 period  $4 plan of the family  $5 states
--   $6 warnings  $7 last id seen  $8 limit  $9 fields
select a.body, a.next
from (
  select array_agg(case when $9::text is null then thidua.submission_summary(s, o, d, p)::text
      else thidua.json_pick(thidua.submission_summary(s, o, d, p)::jsonb
        || jsonb_build_object('values', s.values, 'narrative', s.narrative, 'remarks', s.remarks), $9)::text end
      order by s.id desc) as items,
    array_agg(s.id::text order by s.id desc) as places
  from thidua.submission_page($1::uuid, $2::uuid, $3::uuid, $4::uuid, string_to_array($5, ','), $6::boolean, $7::uuid,
    thidua.page_limit($8) + 1) s
  join thidua.organisation o on o.id = s.organisation_id
  join thidua.period d on d.id = s.period_id
  join thidua.plan p on p.id = s.plan_id) l
cross join lateral thidua.page_answer(l.items, l.places, $8) a
