-- A small tree that never changes, for the tests of the database and of the API. Names are invented.
--
--   code     path              id (last part)   level
--   T        0001              000000000001     central
--   T.1 T.2  00010001 …        000000000011 …   province
--   T.1.1 …  000100010001 …    000000000111 …   upper        (four)
--   T.1.1.1  …                 000000001111 …   grassroots   (eight)
--
-- Each organisation has the accounts reporter.<digits>, approver.<digits>, administrator.<digits> (reporter.1111 of T.1.1.1),
-- with ids whose fourth part tells the role: 8001, 8002, 8003; the root has auditor.1 (8004) and service.1 (8005) besides.
-- A psql variable password_hash, if set, becomes everyone's password. Run as thidua_owner or a superuser.
\set ON_ERROR_STOP on
\if :{?password_hash} \else \set password_hash '' \endif
begin;
set local search_path = thidua, public;

create temp table fixture_node on commit drop as
with recursive node as (
  select '1'::text as digits
  union all
  select n.digits || c.digit from node n cross join (values ('1'), ('2')) c (digit) where length(n.digits) < 4
)
select digits,
  ('00000000-0000-7000-8000-' || lpad(digits, 12, '0'))::uuid as id,
  case when length(digits) > 1 then ('00000000-0000-7000-8000-' || lpad(left(digits, -1), 12, '0'))::uuid end as parent_id,
  regexp_replace(digits, '(.)', '000\1', 'g') as path,
  'T' || regexp_replace(substr(digits, 2), '(.)', '.\1', 'g') as code,
  (array['central', 'province', 'upper', 'grassroots'])[length(digits)] as level,
  (array['confederation', 'provincial_federation', 'commune_union', 'enterprise_union'])[length(digits)] as kind
from node;

insert into organisation (id, system, level, parent_id, path, last_segment, code, kind, name, name_en, founded_on)
select id, 'union', level, parent_id, path, case when level = 'grassroots' then 0 else 2 end, code, kind,
  case level
    when 'central' then 'Tổng Liên đoàn Thử Nghiệm'
    when 'province' then 'Liên đoàn Lao động tỉnh ' || (array['Sông Xanh', 'Núi Vàng'])[right(digits, 1)::integer]
    when 'upper' then 'Công đoàn xã ' || (array['Đồng Mây', 'Bãi Cát'])[right(digits, 1)::integer] || ' ' || substr(digits, 2, 1)
    else 'Công đoàn cơ sở Công ty ' || (array['Hoa Gạo', 'Lá Sen'])[right(digits, 1)::integer] || ' ' || substr(digits, 2, 2)
  end,
  'Test organisation ' || code, '2025-07-01'
from fixture_node order by digits;

insert into organisation_placement (organisation_id, parent_id, path, valid_from)
select id, parent_id, path, '2025-07-01' from fixture_node;

insert into organisation_administrative_unit (organisation_id, administrative_unit_code, valid_from)
values ('00000000-0000-7000-8000-000000000011', '31', '2025-07-01'), ('00000000-0000-7000-8000-000000000111', '11602', '2025-07-01');

-- Members are known everywhere but at the last grassroots union.
insert into population (organisation_id, kind, as_of, value)
select id, 'members', '2025-12-31', 100 * right(digits, 1)::integer + 10 * substr(digits, 3, 1)::integer
from fixture_node where level = 'grassroots' and digits <> '1222';

insert into user_account (id, username, display_name, email, organisation_id, password_hash)
select ('00000000-0000-7000-' || r.part || '-' || lpad(n.digits, 12, '0'))::uuid, r.role || '.' || n.digits,
  r.role || ' of ' || n.code, r.role || '.' || n.digits || '@example.org', n.id, nullif(:'password_hash', '')
from fixture_node n
join (values ('8001', 'reporter'), ('8002', 'approver'), ('8003', 'administrator'), ('8004', 'auditor'), ('8005', 'service'))
  r (part, role) on r.part < '8004' or n.level = 'central';

insert into role_assignment (user_id, organisation_id, role, valid_from)
select u.id, u.organisation_id, split_part(u.username, '.', 1), '2025-07-01'
from user_account u
where u.username ~ '^[a-z]+\.1[12]*$';

commit;
