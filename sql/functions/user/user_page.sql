-- Ids of the accounts managed in a subtree, by name of sign-in.
create or replace function thidua.user_page(p_organisation uuid, p_text text, p_state text, p_after text, p_rows integer)
returns setof uuid
language plpgsql stable
set search_path = thidua, pg_temp
set plan_cache_mode = force_custom_plan
as $$
declare
  v_lo text := scope_lo();
  v_hi text := scope_hi();
  v_words text := fold_words(p_text);
begin
  perform scope_require_role('administrator');
  if p_organisation is not null then
    select o.path, o.path || '~' into v_lo, v_hi from organisation o where o.id = p_organisation and scope_covers(o.path);
  end if;
  return query
  select u.id
  from user_account u
  join organisation o on o.id = u.organisation_id
  where o.path >= v_lo and o.path < v_hi and u.username > coalesce(p_after, '')
    and (p_state is null or u.state = p_state)
    and (v_words is null or position(v_words in fold_words(u.display_name || ' ' || u.username)) > 0)
  order by u.username
  limit p_rows;
end
$$;

alter function thidua.user_page(uuid, text, text, text, integer) owner to thidua_owner;
grant execute on function thidua.user_page(uuid, text, text, text, integer) to thidua_api;
