-- Ids of the accounts managed in a subtree, by name of sign-in; with words of it or of the person's name, every word may be
-- the beginning of one. Belongs to the owner for the index on words and goes the same two ways as organisation_search; keeps
-- to the scope by itself.
create or replace function thidua.user_page(p_organisation uuid, p_text text, p_state text, p_after text, p_rows integer)
returns setof uuid
language plpgsql stable security definer
set search_path = thidua, pg_temp
set plan_cache_mode = force_custom_plan
as $$
declare
  v_lo text := scope_lo();
  v_hi text := scope_hi();
  v_query tsquery := search_query(p_text);
  v_found uuid[];
begin
  perform scope_require_role('administrator');
  if p_organisation is not null then
    select o.path, o.path || '~' into v_lo, v_hi from organisation o where o.id = p_organisation and scope_covers(o.path);
  end if;
  v_found := array(
    select f.id
    from (
      select u.id, u.username, u.search
      from user_account u join organisation o on o.id = u.organisation_id
      where o.path >= v_lo and o.path < v_hi and u.username > coalesce(p_after, '') and (p_state is null or u.state = p_state)
      order by u.username limit case when p_text is null then p_rows else 1500 end) f
    where p_text is null or f.search @@ v_query
    order by f.username limit p_rows);
  if p_text is null or cardinality(v_found) = p_rows then
    return query select unnest(v_found);
    return;
  end if;
  return query
  with hit as materialized (
    select u.id, u.username
    from user_account u join organisation o on o.id = u.organisation_id
    where o.path >= v_lo and o.path < v_hi and u.search @@ v_query and u.username > coalesce(p_after, '')
      and (p_state is null or u.state = p_state))
  select h.id from hit h order by h.username limit p_rows;
end
$$;

alter function thidua.user_page(uuid, text, text, text, integer) owner to thidua_owner;
grant execute on function thidua.user_page(uuid, text, text, text, integer) to thidua_api;
