-- The answer of a list from up to page_limit + 1 items in order, and the place of each.
--   select a.* from (select array_agg(item::text order by …) as items, array_agg(place order by …) as places from …) p,
--     thidua.page_answer(p.items, p.places, $limit) a
create or replace function thidua.page_answer(p_items text[], p_places text[], p_limit text, out body text, out next text)
language sql immutable parallel safe
return (
  '[' || coalesce(array_to_string(p_items[1:thidua.page_limit(p_limit)], ','), '') || ']',
  case when cardinality(p_items) > thidua.page_limit(p_limit) then p_places[thidua.page_limit(p_limit)] end);

alter function thidua.page_answer(text[], text[], text) owner to thidua_owner;
grant execute on function thidua.page_answer(text[], text[], text) to thidua_command, thidua_api;
