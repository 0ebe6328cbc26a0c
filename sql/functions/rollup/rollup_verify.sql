-- Folds, then names every total that differs from what duties and accepted reports say. No row: all is right. Reports that
-- are accepted meanwhile are counted on both sides, because each period is compared in one snapshot.
create or replace function thidua.rollup_verify()
returns table (period_id uuid, path text, measure_id integer, kept numeric[], computed numeric[])
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('thidua.rollup_fold', 0));
  perform rollup_fold();
  return query
    select p.id, d.path, d.measure_id, d.kept, d.computed
    from period p
    cross join lateral rollup_difference(p.id) d
    where p.state <> 'planned'
    order by p.id, d.path, d.measure_id;
end
$$;

alter function thidua.rollup_verify() owner to thidua_owner;
grant execute on function thidua.rollup_verify() to thidua_worker;
