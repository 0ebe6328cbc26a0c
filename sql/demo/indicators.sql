-- The two movements and the eleven indicators of the confederation's plan 237/KH-TLĐ.
insert into movement (id, code, name, name_en, organisation_id, organisation_path, starts_on, ends_on, bases, milestones)
select pg_temp.demo_id('2025-06-17', m.code), m.code, m.name, m.name_en, c.id, c.path, '2025-06-17', '2030-12-31',
  '[{"symbol": "57-NQ/TW", "issued_on": "2024-12-22", "issuer": "Bộ Chính trị", "title": "Nghị quyết về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia"},
    {"symbol": "923/QĐ-TTg", "issued_on": "2025-05-14", "issuer": "Thủ tướng Chính phủ", "title": "Quyết định ban hành Kế hoạch tổ chức phong trào thi đua"}]',
  '[{"kind": "launch", "year": 2025, "title": "Phát động"}, {"kind": "interim_review", "year": 2027, "title": "Sơ kết"},
    {"kind": "final_review", "year": 2030, "title": "Tổng kết"}]'
from organisation c
cross join (values
  ('DMST-CDS', 'Cả nước thi đua đổi mới sáng tạo và chuyển đổi số', 'The whole country emulates in innovation and digital transformation'),
  ('BDHVS', 'Bình dân học vụ số', 'Digital literacy for all')
) m (code, name, name_en)
where c.code = 'TLD';

insert into indicator (id, code, organisation_id, organisation_path, family, name, name_en, kind, population_kind,
  population, numerator, denominator, reporting_levels, evidence)
select pg_temp.demo_id('2025-06-17', i.code), i.code, c.id, c.path, i.family, i.name, i.name_en, i.kind, i.population_kind,
       i.population, i.numerator, i.denominator, i.levels::text[], i.evidence
from organisation c
cross join (values
  ('HY1', 'officials', 'Cán bộ công đoàn chuyên trách được tập huấn, hiểu biết về chuyển đổi số, sử dụng tốt các nền tảng số',
    'Full-time union officials trained in digital transformation who use the platforms well', 'ratio', 'full_time_officials',
    'Cán bộ công đoàn chuyên trách', 'Số cán bộ đã được tập huấn và sử dụng tốt', 'Tổng số cán bộ chuyên trách',
    '{province,upper,grassroots}', 'Danh sách, chứng nhận tập huấn'),
  ('HY2', 'documents', 'Văn bản, tài liệu, số liệu của công đoàn được xử lý, lưu trữ trên môi trường số',
    'Union documents and data processed and stored digitally', 'ratio', 'documents',
    'Văn bản, tài liệu, số liệu (trừ tài liệu mật)', 'Số văn bản đã xử lý, lưu trữ số', 'Tổng số văn bản, tài liệu',
    '{province,upper,grassroots}', 'Thống kê của hệ thống quản lý văn bản'),
  ('HY3', 'response', 'Công đoàn cơ sở hưởng ứng phong trào, có kế hoạch và chỉ tiêu cụ thể',
    'Grassroots unions that joined the movement with a plan and targets of their own', 'unit_share', null,
    'Công đoàn cơ sở', 'Số công đoàn cơ sở có kế hoạch và chỉ tiêu', 'Tổng số công đoàn cơ sở',
    '{grassroots}', 'Kế hoạch của công đoàn cơ sở'),
  ('HY4', 'models', 'Công đoàn cơ sở có ít nhất 01 mô hình chuyển đổi số, đổi mới sáng tạo',
    'Grassroots unions with at least one model of digital transformation or innovation', 'unit_share', null,
    'Công đoàn cơ sở', 'Số mô hình của công đoàn cơ sở', 'Tổng số công đoàn cơ sở', '{grassroots}', 'Hồ sơ mô hình'),
  ('HY5', 'digital_skills', 'Đoàn viên, người lao động được tuyên truyền, tập huấn kỹ năng số cơ bản, sử dụng thiết bị thông minh',
    'Members and workers told about and trained in basic digital skills who use smart devices', 'ratio', 'members',
    'Đoàn viên, người lao động', 'Số người đã được tập huấn', 'Tổng số đoàn viên, người lao động', '{grassroots}',
    'Danh sách tập huấn'),
  ('HY6', 'agreements', 'Thoả ước lao động tập thể có nội dung về đào tạo kỹ năng số',
    'Collective labour agreements with content on digital training', 'ratio', 'collective_agreements',
    'Thoả ước lao động tập thể', 'Số thoả ước có nội dung', 'Tổng số thoả ước', '{grassroots}', 'Thoả ước đã ký'),
  ('HY7', 'officials', 'Cán bộ công đoàn chuyên trách được đào tạo, làm chủ trí tuệ nhân tạo',
    'Full-time union officials trained in artificial intelligence who master it', 'ratio', 'full_time_officials',
    'Cán bộ công đoàn chuyên trách', 'Số cán bộ đã được đào tạo và làm chủ', 'Tổng số cán bộ chuyên trách',
    '{province,upper,grassroots}', 'Danh sách, chứng nhận đào tạo'),
  ('HY8', 'procedures', 'Quy trình, thủ tục của các cấp công đoàn được liên thông, giải quyết trực tuyến',
    'Union procedures linked and handled online', 'ratio', 'procedures', 'Quy trình, thủ tục của các cấp công đoàn',
    'Số quy trình, thủ tục trực tuyến', 'Tổng số quy trình, thủ tục', '{province,upper,grassroots}', 'Danh mục thủ tục'),
  ('HY9', 'models', 'Công đoàn cơ sở có ít nhất 02 mô hình chuyển đổi số, đổi mới sáng tạo',
    'Grassroots unions with at least two models of digital transformation or innovation', 'unit_share', null,
    'Công đoàn cơ sở', 'Số mô hình của công đoàn cơ sở', 'Tổng số công đoàn cơ sở', '{grassroots}', 'Hồ sơ mô hình'),
  ('HY10', 'agreements', 'Toàn bộ thoả ước lao động tập thể có nội dung về đào tạo kỹ năng số',
    'All collective labour agreements with content on digital training', 'ratio', 'collective_agreements',
    'Thoả ước lao động tập thể', 'Số thoả ước có nội dung', 'Tổng số thoả ước', '{grassroots}', 'Thoả ước đã ký'),
  ('HY11', 'digital_skills', 'Đoàn viên, người lao động được đào tạo, cập nhật kỹ năng số, làm chủ thiết bị thông minh',
    'Members and workers with trained and updated digital skills who master smart devices', 'ratio', 'members',
    'Đoàn viên, người lao động', 'Số người đã được đào tạo', 'Tổng số đoàn viên, người lao động', '{grassroots}',
    'Danh sách đào tạo')
) i (code, family, name, name_en, kind, population_kind, population, numerator, denominator, levels, evidence)
where c.code = 'TLD';
