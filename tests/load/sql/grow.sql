-- Ten times the grassroots unions, for reads alone: nine more beside each one, without duties or reports of their own.
-- The totals that figures are read from are as many as before, because they belong to the nodes above.
\set ON_ERROR_STOP on
set search_path = thidua, public;
set maintenance_work_mem = '512MB';
begin;
insert into organisation (id, system, level, parent_id, path, code, kind, name, short_name, founded_on)
select uuid_v7(), o.system, o.level, o.parent_id, left(o.path, -4) || organisation_segment(t * 20000 + u.number),
       o.code || '-' || t, o.kind, o.name || ' ' || t, o.short_name, o.founded_on
from organisation o
cross join generate_series(1, 9) t
cross join lateral (select split_part(o.code, '.', 4)::integer as number) u
where o.level = 'grassroots' and o.code like 'TLD.%';
commit;
vacuum (analyze) organisation;
