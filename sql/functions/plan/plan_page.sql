-- The plans of a list: the own subtree's in any state, from above what was issued, the latest first.
create or replace function thidua.plan_page(p_organisation uuid, p_states text[], p_root uuid, p_parent uuid, p_words text,
  p_before uuid, p_rows integer) returns setof thidua.plan
language plpgsql stable rows 50
set search_path = thidua, pg_temp
set plan_cache_mode = force_custom_plan
as $$
declare
  v_lo text;
  v_query tsquery := search_query(p_words);
begin
  if p_organisation is not null then
    select path into v_lo from organisation where id = p_organisation;
    if not found then
      return;
    end if;
  end if;
  return query
  select p.*
  from plan p
  where (v_lo is null or p.organisation_path >= v_lo and p.organisation_path < v_lo || '~')
    and (p_states is null or p.state = any (p_states))
    and (p_root is null or p.root_id = p_root)
    and (p_parent is null or p.parent_id = p_parent)
    and (p_words is null or to_tsvector('simple', fold_words(coalesce(p.symbol, '') || ' ' || p.title)) @@ v_query)
    and (p_before is null or p.id < p_before)
  order by p.id desc
  limit p_rows;
end
$$;

alter function thidua.plan_page(uuid, text[], uuid, uuid, text, uuid, integer) owner to thidua_owner;
grant execute on function thidua.plan_page(uuid, text[], uuid, uuid, text, uuid, integer) to thidua_api;
