-- The tree: the confederation, the provinces, unions of communes and of industrial zones, grassroots unions.

-- How many communes each province has, which is also its share of the grassroots unions.
create temp table demo_province as
select p.code, p.name, p.kind, p.name_en, row_number() over (order by p.code)::integer as number, c.communes,
       case when :'scale' <> 'province' or p.code = '33' then c.communes + 1 else 1 end as uppers,
       case when :'scale' <> 'province'
           then round(:unions * sum(c.communes) over (order by p.code)::numeric / sum(c.communes) over ())
             - round(:unions * (sum(c.communes) over (order by p.code) - c.communes)::numeric / sum(c.communes) over ())
         when p.code = '33' then :unions
         else 2 end as unions
from administrative_unit p
join (values ('01', 126), ('04', 56), ('08', 124), ('11', 45), ('12', 38), ('14', 75), ('15', 99), ('19', 92),
  ('20', 65), ('22', 54), ('24', 99), ('25', 148), ('31', 114), ('33', 104), ('37', 129), ('38', 166), ('40', 130),
  ('42', 69), ('44', 78), ('46', 40), ('48', 94), ('51', 96), ('52', 135), ('56', 65), ('66', 102), ('68', 124),
  ('75', 95), ('79', 168), ('80', 96), ('82', 102), ('86', 124), ('91', 102), ('92', 103), ('96', 64)
) c (code, communes) on c.code = p.code
where p.level = 'province';

-- The communes themselves, where the catalogue has them.
create temp table demo_commune as
select parent_code as province_code, code, kind, name, name_en,
       row_number() over (partition by parent_code order by code)::integer as number
from administrative_unit
where level = 'commune';

-- The last upper union of a province is that of its industrial zones, with a greater share of the grassroots unions.
create temp table demo_upper as
select d.code as province_code, u.number, z.is_zone, c.code as commune_code, c.kind as commune_kind, c.name, c.name_en,
       'TLD.' || d.code || '.' || lpad(u.number::text, 3, '0') as code,
       round(d.unions * sum(w.weight) over province / sum(w.weight) over (partition by d.code))
         - round(d.unions * (sum(w.weight) over province - w.weight) / sum(w.weight) over (partition by d.code)) as unions
from demo_province d
cross join lateral generate_series(1, d.uppers) u (number)
cross join lateral (select u.number = d.uppers and d.uppers > 1) z (is_zone)
cross join lateral (
  select case when z.is_zone then 8 else round((0.4 + pg_temp.share(d.code || '.' || u.number))::numeric, 3) end
) w (weight)
left join demo_commune c on c.province_code = d.code and c.number = u.number and not z.is_zone
window province as (partition by d.code order by u.number);

insert into organisation (id, system, level, path, last_segment, code, kind, name, name_en, short_name, founded_on)
values (pg_temp.demo_id('2025-06-01', 'TLD'), 'union', 'central', organisation_segment(1), 34, 'TLD', 'confederation',
  'Tổng Liên đoàn Lao động Việt Nam', 'Vietnam General Confederation of Labour', 'TLĐ', '1929-07-28');

insert into organisation (id, system, level, parent_id, path, last_segment, code, kind, name, name_en, short_name, founded_on)
select pg_temp.demo_id('2025-06-01', 'TLD.' || d.code), 'union', 'province', c.id,
       c.path || organisation_segment(d.number), d.uppers, 'TLD.' || d.code, 'provincial_federation',
       'Liên đoàn Lao động ' || case d.kind when 'thanh_pho' then 'thành phố ' else 'tỉnh ' end || d.name,
       'Federation of Labour of ' || d.name_en, 'LĐLĐ ' || d.name, '2025-07-01'
from demo_province d
join organisation c on c.code = 'TLD';

insert into organisation (id, system, level, parent_id, path, last_segment, code, kind, name, name_en, short_name, founded_on)
select pg_temp.demo_id('2025-06-01', u.code), 'union', 'upper', p.id, p.path || organisation_segment(u.number),
       u.unions, u.code,
       case when u.is_zone then 'industrial_zones_union' else 'commune_union' end,
       'Công đoàn ' || n.name, null, 'CĐ ' || n.name, '2025-07-01'
from demo_upper u
join demo_province d on d.code = u.province_code
join organisation p on p.code = 'TLD.' || u.province_code
cross join lateral (
  select case when u.is_zone then 'các khu công nghiệp ' || d.name
    when u.name is not null
      then case u.commune_kind when 'phuong' then 'phường ' when 'dac_khu' then 'đặc khu ' else 'xã ' end || u.name
    else 'xã ' || pg_temp.pick('{An,Bình,Cát,Đông,Gia,Hòa,Lạc,Minh,Nam,Phú,Quang,Tân,Thanh,Thái,Tiên,Vân,Xuân}', u.number)
      || ' ' || pg_temp.pick('{Châu,Đức,Giang,Hà,Hưng,Khê,Lâm,Lộc,Mỹ,Ninh,Phong,Sơn,Thịnh}', u.number) end as name
) n;

\ir grassroots.sql

insert into organisation_placement (organisation_id, parent_id, path, valid_from)
select id, parent_id, path, founded_on from organisation;

insert into organisation_administrative_unit (organisation_id, administrative_unit_code, valid_from)
select o.id, coalesce(u.commune_code, d.code), date '2025-07-01'
from demo_province d
join demo_upper u on u.province_code = d.code
join organisation o on o.code = u.code
union all
select o.id, d.code, date '2025-07-01'
from demo_province d
join organisation o on o.code = 'TLD.' || d.code;
