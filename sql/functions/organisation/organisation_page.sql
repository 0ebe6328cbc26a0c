-- The rows of a list of organisations without words: one walk along an index for each parent or level that is asked for.
create or replace function thidua.organisation_page(p_parent uuid, p_levels text[], p_state text, p_code text, p_after text,
  p_rows integer) returns setof uuid
language plpgsql stable
set search_path = thidua, pg_temp
set plan_cache_mode = force_custom_plan
as $$
declare
  v_lo text := greatest(scope_lo() collate "C", p_after || ' ');
begin
  if p_code is not null or p_parent is not null then
    return query
    select o.id from organisation o
    where (p_code is null or o.code = p_code) and (p_parent is null or o.parent_id = p_parent)
      and o.path >= v_lo and o.path < scope_hi()
      and (p_levels is null or o.level = any (p_levels)) and (p_state is null or o.state = p_state)
    order by o.path limit p_rows;
  elsif p_levels is not null then
    return query
    select f.id
    from (select distinct l.level from unnest(p_levels) l (level)) l
    cross join lateral (
      select o.id, o.path from organisation o
      where o.level = l.level and o.path >= v_lo and o.path < scope_hi() and (p_state is null or o.state = p_state)
      order by o.path limit p_rows) f
    order by f.path limit p_rows;
  else
    return query
    select o.id from organisation o
    where o.path >= v_lo and o.path < scope_hi() and (p_state is null or o.state = p_state)
    order by o.path limit p_rows;
  end if;
end
$$;

alter function thidua.organisation_page(uuid, text[], text, text, text, integer) owner to thidua_owner;
grant execute on function thidua.organisation_page(uuid, text[], text, text, text, integer) to thidua_api;
