-- Demo data: an invented union with plausible names, built from word lists, the same at every load.
--   psql -d thidua -v scale=province -v password_hash='$argon2id$…' -f sql/demo/load.sql
--     scale           province (default): Hưng Yên with 3 000 grassroots unions, the other provinces nearly empty
--                     national: 125 000 grassroots unions in all provinces; bench: the same with -v unions=N
--     unions          number of grassroots unions
--     password_hash   of all demo accounts; without it they cannot sign in
-- Run as thidua_owner or a superuser on an empty installation.
\set ON_ERROR_STOP on
\set QUIET on
\if :{?scale} \else \set scale province \endif
\if :{?password_hash} \else \set password_hash '' \endif
select :'scale' = 'province' as is_province, :'scale' in ('province', 'national', 'bench') as is_scale \gset
\if :is_scale \else
  \warn scale must be province, national or bench
  \quit
\endif
\if :{?unions} \else
  \if :is_province \set unions 3000 \else \set unions 125000 \endif
\endif
set client_min_messages = warning;
set role thidua_owner;
set search_path = thidua, public;
set work_mem = '128MB';
begin;
\ir helpers.sql
\ir organisations.sql
\ir populations.sql
\ir accounts.sql
\ir indicators.sql
\ir plans.sql
\ir periods.sql
\ir reports.sql
insert into installation (demo, scale) values (true, :'scale')
on conflict (singleton) do update set demo = excluded.demo, scale = excluded.scale;
commit;
vacuum (analyze) organisation, population, duty, submission, rollup_total, rollup_delta, measure, plan, target, period;
