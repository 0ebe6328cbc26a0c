-- Members, officials, agreements, documents and procedures of each organisation itself. One union in fifty has not told its members.
insert into population (organisation_id, kind, as_of, value)
select o.id, v.kind, '2025-06-15', v.value
from organisation o
left join demo_union u on u.code = o.code
cross join lateral (select pg_temp.share(o.code || ' size') as size, pg_temp.share(o.code || ' other') as other) h
cross join lateral (
  values ('members', case when o.level = 'grassroots' and h.other > 0.02
      then 12 + (case when u.employer = 'company' then 900 else 250 end * h.size ^ 6)::integer
        + case when h.size > 0.997 then 1500 else 0 end end),
    ('full_time_officials', case o.level when 'province' then 30 + (h.size * 40)::integer
      when 'upper' then 3 + (h.size * 5)::integer
      when 'grassroots' then (h.size > 0.997)::integer end),
    ('collective_agreements', case when o.level = 'grassroots'
      then (u.employer in ('company', 'cooperative') and h.other < 0.8)::integer end),
    ('documents', case o.level when 'province' then 3000 + (h.other * 2000)::integer
      when 'upper' then 300 + (h.other * 900)::integer
      when 'grassroots' then 20 + (h.other * 180)::integer end),
    ('procedures', case o.level when 'province' then 40 + (h.size * 20)::integer
      when 'upper' then 12 + (h.size * 10)::integer
      when 'grassroots' then 4 + (h.size * 8)::integer end)
) v (kind, value)
where v.value is not null;
