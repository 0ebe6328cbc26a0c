-- Forgets answers older than seven days. Returns how many.
create or replace function thidua.idempotency_expire() returns bigint
language sql security definer
set search_path = thidua, pg_temp
as $$
with gone as (delete from idempotency_key where created_at < now() - interval '7 days' returning 1)
select count(*) from gone
$$;

alter function thidua.idempotency_expire() owner to thidua_owner;
grant execute on function thidua.idempotency_expire() to thidua_worker;
