-- Grassroots unions, named after invented employers: two words that no firm is known by, numbered within the province
-- once all pairs have been used.
create temp table demo_union as
select u.province_code, u.code as upper_code, u.code || '.' || lpad(n.number::text, 4, '0') as code, n.number,
       row_number() over (partition by u.province_code order by u.number, n.number) as serial,
       case when u.is_zone or k.share < 0.66 then 'company'
         when k.share < 0.86 then 'school'
         when k.share < 0.90 then 'health'
         when k.share < 0.95 then 'cooperative'
         else 'syndicate' end as employer
from demo_upper u
cross join lateral generate_series(1, u.unions::integer) n (number)
cross join lateral (select pg_temp.share(u.code || '/' || n.number)) k (share);

create temp table demo_employer (employer, words) as
values ('company', array['Công ty TNHH May', 'Công ty TNHH Điện tử', 'Công ty Cổ phần Cơ khí', 'Công ty TNHH Bao bì',
    'Công ty Cổ phần Chế biến Nông sản', 'Công ty TNHH Da giày', 'Công ty TNHH Nhựa', 'Công ty Cổ phần Vật liệu Xây dựng',
    'Công ty TNHH Vận tải', 'Công ty Cổ phần Thương mại', 'Công ty TNHH Linh kiện', 'Công ty Cổ phần Dệt']),
  ('school', array['Trường Mầm non', 'Trường Tiểu học', 'Trường Trung học cơ sở', 'Trường Trung học phổ thông',
    'Trường Cao đẳng nghề']),
  ('health', array['Bệnh viện Đa khoa', 'Trung tâm Y tế', 'Phòng khám Đa khoa']),
  ('cooperative', array['Hợp tác xã Dịch vụ', 'Hợp tác xã Nông nghiệp', 'Hợp tác xã Vận tải']),
  ('syndicate', array['Lái xe', 'Xây dựng', 'Nghề cá', 'Giúp việc gia đình', 'Vệ sinh môi trường']);

insert into organisation (id, system, level, parent_id, path, code, kind, name, short_name, founded_on)
select pg_temp.demo_id('2025-06-01', u.code), 'union', 'grassroots', p.id, p.path || organisation_segment(u.number), u.code,
       case u.employer when 'syndicate' then 'grassroots_syndicate' else 'grassroots_union' end,
       case u.employer when 'syndicate' then 'Nghiệp đoàn cơ sở ' else 'Công đoàn cơ sở ' end || n.name,
       case u.employer when 'syndicate' then 'NĐCS ' else 'CĐCS ' end || n.name,
       date '1995-01-01' + (pg_temp.share(u.code || ' founded') * 11000)::integer
from demo_union u
join organisation p on p.code = u.upper_code
join demo_employer e using (employer)
cross join lateral (
  select pg_temp.pick(e.words, u.code) || ' '
    || pg_temp.pick('{Mây,Nắng,Gió,Sương,Trăng,Sao,Suối,Lá,Cỏ,Sóng,Đồi,Bến,Thuyền,Cánh,Vườn,Nụ,Hạt,Chồi,Ngọn,Lối,Nếp,Dòng,Khúc}',
      u.serial)
    || ' '
    || pg_temp.pick('{Biếc,Tía,Ngà,Thắm,Lam,Ngân,Xanh,Vàng,Mới,Sớm,Hồng,Trong,Êm,Tươi,Lành,Rộng,Cao,Xa,Đượm,Mượt,Thơm,Nhẹ,Sáng,Bền}',
      u.serial)
    || case when u.serial > 552 then ' ' || u.serial / 552 + 1 else '' end as name
) n;
