begin;

select 1 / (thidua.fold_words('Đặng-Hoà (HY.01)') = 'dang hoa hy 01')::integer;
select 1 / (substr(thidua.uuid_v7()::text, 15, 1) = '7')::integer;
select 1 / has_schema_privilege('thidua_api', 'thidua', 'usage')::integer;
select 1 / (not has_schema_privilege('thidua_api', 'thidua', 'create'))::integer;

rollback;
