-- 146/KH-LĐLĐ of the provincial federation of Hưng Yên, 19/06/2025, under the confederation's plan.
insert into plan (id, organisation_id, organisation_path, parent_id, root_id, symbol, title, place, document_date,
  signer_authority, summary, bases, contents, criteria, tasks, award_forms, addressees, child_plan_days, state, issued_at)
select pg_temp.demo_id('2025-06-19', '146/KH-LĐLĐ'), o.id, o.path, p.id, p.id, '146/KH-LĐLĐ',
  'Kế hoạch tổ chức thực hiện phong trào “Cả nước thi đua đổi mới sáng tạo và chuyển đổi số” và “Bình dân học vụ số”',
  'Hưng Yên', '2025-06-19', E'TM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH THƯỜNG TRỰC',
  'Nâng cao nhận thức, kỹ năng số của cán bộ, đoàn viên, người lao động; đưa hoạt động công đoàn lên môi trường số.',
  $$[{"symbol": "237/KH-TLĐ", "issued_on": "2025-06-17", "issuer": "Đoàn Chủ tịch Tổng Liên đoàn Lao động Việt Nam",
     "title": "Kế hoạch triển khai hai phong trào thi đua trong các cấp công đoàn"},
    {"symbol": "117-KH/UBND", "issued_on": "2025-06-03", "issuer": "Uỷ ban nhân dân tỉnh Hưng Yên",
     "title": "Phong trào thi đua Phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số"},
    {"symbol": "386-KH/TU", "issued_on": "2025-02-13", "issuer": "Tỉnh uỷ Hưng Yên", "title": "Kế hoạch của Tỉnh uỷ"},
    {"symbol": "57-NQ/TW", "issued_on": "2024-12-22", "issuer": "Bộ Chính trị",
     "title": "Nghị quyết về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia"},
    {"symbol": "923/QĐ-TTg", "issued_on": "2025-05-14", "issuer": "Thủ tướng Chính phủ",
     "title": "Quyết định ban hành Kế hoạch tổ chức phong trào thi đua"},
    {"symbol": "44/KH-UBND", "issued_on": "2025-03-03", "issuer": "Uỷ ban nhân dân tỉnh Hưng Yên", "title": "Kế hoạch của Uỷ ban nhân dân tỉnh"},
    {"symbol": "02-CTr/ĐĐTLD", "issued_on": "2025-01-20", "issuer": "Đảng đoàn Tổng Liên đoàn", "title": "Chương trình của Đảng đoàn Tổng Liên đoàn"},
    {"symbol": null, "issued_on": null, "issuer": "Tổng Liên đoàn",
     "title": "Đề án chuyển đổi số trong hoạt động công đoàn đến năm 2026, tầm nhìn 2030"}]$$,
  $$[{"title": "Nâng cao nhận thức", "text": "Tuyên truyền về chuyển đổi số, đổi mới sáng tạo và phong trào Bình dân học vụ số."},
    {"title": "Tự học và sử dụng nền tảng số", "text": "Tự học, tập huấn, khai thác nền tảng số và trí tuệ nhân tạo."},
    {"title": "Chuyển đổi số hoạt động công đoàn", "text": "Làm việc trên môi trường số, hoàn thiện hạ tầng và dữ liệu đoàn viên."},
    {"title": "Giám sát và phản biện xã hội", "text": "Tham gia góp ý, giám sát việc thực hiện chính sách về chuyển đổi số."},
    {"title": "Kinh tế số trong doanh nghiệp", "text": "Vận động sáng kiến, cải tiến và ứng dụng công nghệ trong sản xuất."}]$$,
  $$[{"subject_kind": "general", "items": ["Phát động phong trào kịp thời", "Gắn với nhiệm vụ của đơn vị", "Có kế hoạch và chỉ tiêu rõ",
      "Theo dõi, đôn đốc thường xuyên", "Báo cáo đúng hạn", "Khen thưởng công khai, đúng đối tượng"]},
    {"subject_kind": "collective", "items": ["Tuyên truyền đa dạng", "Đăng ký và thực hiện sáng kiến", "Tập huấn định kỳ",
      "Thoả ước có nội dung đào tạo số", "Có mô hình và gương điển hình", "Số hoá hồ sơ, lưu trữ, dữ liệu đoàn viên",
      "Sơ kết, tổng kết, khen thưởng"]},
    {"subject_kind": "individual", "items": ["Gương mẫu", "Sáng kiến được công nhận và nhân rộng", "Tham mưu chính sách được duyệt",
      "Đóng góp công sức, trí tuệ, phương tiện", "Tự học và giúp đỡ đồng nghiệp"]}]$$,
  $$[{"title": "Chủ trì theo dõi, tổng hợp, báo cáo", "responsible": "Văn phòng Liên đoàn Lao động tỉnh", "due_on": null},
    {"title": "Chỉ đạo, đôn đốc, đề nghị khen thưởng", "responsible": "Liên đoàn Lao động tỉnh", "due_on": null},
    {"title": "Xây dựng kế hoạch, phối hợp với người sử dụng lao động", "responsible": "Công đoàn cơ sở", "due_on": "2025-07-31"}]$$,
  $$[{"review": "yearly", "name": "Căn cứ xét danh hiệu thi đua cuối năm"},
    {"review": "interim", "name": "Bằng khen của Tổng Liên đoàn"}, {"review": "interim", "name": "Bằng khen của Uỷ ban nhân dân tỉnh"},
    {"review": "interim", "name": "Bằng khen của Liên đoàn Lao động tỉnh"}, {"review": "interim", "name": "Giấy khen của công đoàn cơ sở"},
    {"review": "final", "name": "Bằng khen của Tổng Liên đoàn"}, {"review": "final", "name": "Bằng khen của Uỷ ban nhân dân tỉnh"},
    {"review": "final", "name": "Bằng khen của Liên đoàn Lao động tỉnh"}, {"review": "final", "name": "Giấy khen của công đoàn cơ sở"}]$$,
    '["Liên đoàn Lao động các huyện, thị xã, thành phố", "Công đoàn ngành", "Công đoàn các khu công nghiệp", "Công đoàn Viên chức tỉnh"]',
  15, 'issued', '2025-06-19 15:00+07'
from organisation o
cross join plan p
where o.code = 'TLD.33' and p.symbol = '237/KH-TLĐ';

insert into plan_phase (plan_id, code, kind, name, name_en, starts_on, ends_on, review, position)
select c.id, h.code, h.kind,
       case h.code when 'movement-2' then 'Giai đoạn 2 (2027–2030)' else h.name end,
       case h.code when 'movement-2' then 'Phase 2 (2027–2030)' else h.name_en end,
       case h.code when 'movement-2' then date '2027-01-01' else h.starts_on end, h.ends_on, h.review, h.position
from plan c
join plan_phase h on h.plan_id = c.parent_id
where c.symbol = '146/KH-LĐLĐ';

insert into target (id, plan_id, indicator_id, phase_code, comparator, implied, wording, threshold, nested_minimum, parent_id, position)
select pg_temp.demo_id('2025-06-19', '146/KH-LĐLĐ ' || t.position), c.id, t.indicator_id, t.phase_code, t.comparator, t.implied,
       t.wording, t.threshold, t.nested_minimum, t.id, t.position
from plan c
join target t on t.plan_id = c.parent_id
where c.symbol = '146/KH-LĐLĐ';
