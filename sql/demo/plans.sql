-- The confederation's plan, the provincial federation's under it, and plans of some upper unions under that.
insert into plan (id, organisation_id, organisation_path, root_id, symbol, title, place, document_date, signer_authority,
  summary, bases, contents, award_forms, child_plan_days, state, issued_at)
select pg_temp.demo_id('2025-06-17', '237/KH-TLĐ'), id, path, pg_temp.demo_id('2025-06-17', '237/KH-TLĐ'), '237/KH-TLĐ',
  'Kế hoạch triển khai phong trào “Cả nước thi đua đổi mới sáng tạo và chuyển đổi số” và “Bình dân học vụ số” trong các cấp công đoàn',
  'Hà Nội', '2025-06-17', 'TM. ĐOÀN CHỦ TỊCH',
  'Phát động hai phong trào trong các cấp công đoàn, hai giai đoạn 2025–2027 và 2028–2030.',
  '[{"symbol": "57-NQ/TW", "issued_on": "2024-12-22", "issuer": "Bộ Chính trị",
     "title": "Nghị quyết về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia"},
    {"symbol": "923/QĐ-TTg", "issued_on": "2025-05-14", "issuer": "Thủ tướng Chính phủ",
     "title": "Quyết định ban hành Kế hoạch tổ chức phong trào thi đua"}]',
  '[{"title": "Phát động", "text": "Kết hợp với phong trào Đổi mới, sáng tạo, hiệu quả trong hoạt động công đoàn."}]',
  '[{"review": "interim", "name": "Bằng khen của Tổng Liên đoàn"}, {"review": "final", "name": "Bằng khen của Tổng Liên đoàn"}]',
  15, 'issued', '2025-06-17 09:00+07'
from organisation
where code = 'TLD';

insert into plan_phase (plan_id, code, kind, name, name_en, starts_on, ends_on, review, position)
select pg_temp.demo_id('2025-06-17', '237/KH-TLĐ'), p.*
from (values
  ('movement-1', 'movement', 'Giai đoạn 1 (2025–2027)', 'Phase 1 (2025–2027)', date '2025-06-17', date '2027-12-31', 'interim', 1),
  ('movement-2', 'movement', 'Giai đoạn 2 (2028–2030)', 'Phase 2 (2028–2030)', '2028-01-01', '2030-12-31', 'final', 2),
  ('target-1', 'target', 'Chỉ tiêu 2025–2027', 'Targets 2025–2027', '2025-01-01', '2027-12-31', null, 3),
  ('target-2', 'target', 'Chỉ tiêu 2028–2030', 'Targets 2028–2030', '2028-01-01', '2030-12-31', null, 4)) p;

insert into target (id, plan_id, indicator_id, phase_code, comparator, implied, wording, threshold, nested_minimum, position)
select pg_temp.demo_id('2025-06-17', '237/KH-TLĐ ' || t.code), pg_temp.demo_id('2025-06-17', '237/KH-TLĐ'), i.id, t.phase,
       t.comparator, t.implied, t.wording, t.threshold, t.nested_minimum, t.position
from (values
  ('HY1', 'target-1', '=', false, '100%', 100, null, 1), ('HY2', 'target-1', '=', false, '100%', 100, null, 2),
  ('HY3', 'target-1', '=', false, '100%', 100, null, 3), ('HY4', 'target-1', '>=', false, '80% trở lên', 80, 1, 4),
  ('HY5', 'target-1', '>=', false, '80% trở lên', 80, null, 5), ('HY6', 'target-1', '>=', true, '80%', 80, null, 6),
  ('HY7', 'target-2', '=', false, '100%', 100, null, 7), ('HY8', 'target-2', '=', false, '100%', 100, null, 8),
  ('HY9', 'target-2', '=', false, '100%', 100, 2, 9), ('HY10', 'target-2', '=', false, '100%', 100, null, 10),
  ('HY11', 'target-2', '=', false, '100%', 100, null, 11)
) t (code, phase, comparator, implied, wording, threshold, nested_minimum, position)
join indicator i on i.code = t.code;

\ir plan_province.sql

-- Two upper unions in three have issued a plan of their own.
insert into plan (id, organisation_id, organisation_path, parent_id, root_id, symbol, title, place, document_date,
  signer_authority, summary, state, issued_at)
select pg_temp.demo_id('2025-07-20', 'plan ' || o.code), o.id, o.path, p.id, p.root_id,
       lpad((5 + pg_temp.share(o.code) * 40)::integer::text, 2, '0') || '/KH-CĐ',
       'Kế hoạch thực hiện phong trào thi đua của ' || o.name, o.short_name, d.day, 'TM. BAN THƯỜNG VỤ',
       'Dữ liệu mẫu.', 'issued', d.day + time '09:00' at time zone 'Asia/Ho_Chi_Minh'
from plan p
join organisation o on o.parent_id = p.organisation_id and o.level = 'upper'
cross join lateral (select date '2025-07-05' + (pg_temp.share(o.code || ' day') * 25)::integer) d (day)
where p.symbol = '146/KH-LĐLĐ' and (pg_temp.share(o.code || ' plan') < 0.66 or o.code = 'TLD.33.001');

insert into plan_phase (plan_id, code, kind, name, name_en, starts_on, ends_on, review, position)
select c.id, h.code, h.kind, h.name, h.name_en, h.starts_on, h.ends_on, h.review, h.position
from plan c
join plan p on p.id = c.parent_id and p.symbol = '146/KH-LĐLĐ'
join plan_phase h on h.plan_id = p.id;

insert into target (id, plan_id, indicator_id, phase_code, comparator, implied, wording, threshold, nested_minimum, parent_id, position)
select pg_temp.demo_id(c.issued_at, c.id || t.id::text), c.id, t.indicator_id, t.phase_code, t.comparator, t.implied, t.wording,
       t.threshold, t.nested_minimum, t.id, t.position
from plan c
join plan p on p.id = c.parent_id and p.symbol = '146/KH-LĐLĐ'
join target t on t.plan_id = p.id;

insert into plan_movement (plan_id, movement_id)
select p.id, m.id from plan p cross join movement m;

select measure_add(id) from plan where parent_id is null \g /dev/null
