-- Ids of the organisations whose name or code has all the words, or whose code begins with what looks like one (T.1.), in the
-- order of the tree. Row level security would keep the index on words from being used (@@ is not leakproof), so this belongs
-- to the owner and keeps to the scope by itself. Two ways, because a word may be in every name or in none: the first rows of
-- the range in its order, which soon fill a page when matches are frequent; else all matches by the index.
create or replace function thidua.organisation_search(p_text text, p_parent uuid, p_levels text[], p_state text, p_after text,
  p_rows integer) returns setof uuid
language plpgsql stable security definer
set search_path = thidua, pg_temp
set plan_cache_mode = force_custom_plan
as $$
declare
  v_query tsquery := search_query(p_text);
  v_code text := upper(substring(p_text from '^\s*([0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*[.-][0-9A-Za-z]*)\s*$'));
  v_lo text := greatest(scope_lo() collate "C", p_after || ' ');
  v_found uuid[];
begin
  v_found := array(
    select f.id
    from (
      select * from organisation o
      where o.path >= v_lo and o.path < scope_hi()
      order by o.path limit 1500) f
    where case when v_code is null then f.search @@ v_query else f.code >= v_code and f.code < v_code || '~' end
      and (p_parent is null or f.parent_id = p_parent) and (p_levels is null or f.level = any (p_levels))
      and (p_state is null or f.state = p_state)
    order by f.path limit p_rows);
  if cardinality(v_found) = p_rows then
    return query select unnest(v_found);
    return;
  end if;
  return query
  with hit as materialized (
    select o.id, o.path from organisation o
    where case when v_code is null then o.search @@ v_query else o.code >= v_code and o.code < v_code || '~' end
      and o.path >= v_lo and o.path < scope_hi() and (p_parent is null or o.parent_id = p_parent)
      and (p_levels is null or o.level = any (p_levels)) and (p_state is null or o.state = p_state))
  select h.id from hit h order by h.path limit p_rows;
end
$$;

alter function thidua.organisation_search(text, uuid, text[], text, text, integer) owner to thidua_owner;
grant execute on function thidua.organisation_search(text, uuid, text[], text, text, integer) to thidua_api;
