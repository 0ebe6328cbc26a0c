-- Demo accounts, one per level and role, all with the same password, and one who only reads.
create temp table demo_place as
select o.id, o.path, p.place
from (values ('central', 'TLD'), ('province', 'TLD.33'), ('upper', 'TLD.33.001'), ('grassroots', 'TLD.33.001.0001'))
  p (place, code)
join organisation o on o.code = p.code;

create temp table demo_account as
select place || suffix as name, id as organisation_id, role, number
from demo_place
cross join (values ('', 'approver', 0), ('-reporter', 'reporter', 4)) r (suffix, role, shift)
cross join lateral (select array_position('{central,province,upper,grassroots}', place) + shift) n (number)
union all
select 'admin', id, 'administrator', 9 from demo_place where place = 'central'
union all
select 'viewer', id, 'viewer', 10 from demo_place where place = 'central';

insert into user_account (id, username, display_name, email, organisation_id, password_hash, password_changed_at)
select pg_temp.demo_id('2025-06-01', 'user ' || name), 'demo-' || name, 'Cán bộ Mẫu ' || lpad(number::text, 2, '0'),
       'demo-' || name || '@example.org', organisation_id, nullif(:'password_hash', ''),
       case when :'password_hash' <> '' then now() end
from demo_account;

insert into role_assignment (user_id, organisation_id, role, valid_from)
select pg_temp.demo_id('2025-06-01', 'user ' || name), organisation_id, r.role, date '2025-07-01'
from demo_account a
cross join lateral (select a.role union select 'viewer' where a.name = 'admin') r (role);
