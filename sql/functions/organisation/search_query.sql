-- What somebody typed, as a search in which every word may be the beginning of one. fold_words leaves no punctuation, so
-- nothing in it is syntax. Null when there is no word. More than eight words only narrow what eight have found.
create or replace function thidua.search_query(p_text text) returns tsquery
language sql immutable parallel safe
set search_path = thidua, pg_temp
as $$
select to_tsquery('simple', string_agg('''' || w.word || ''':*', ' & '))
from string_to_table(left(fold_words(p_text), 200), ' ') with ordinality w (word, number)
where w.word <> '' and w.number <= 8
$$;

alter function thidua.search_query(text) owner to thidua_owner;
grant execute on function thidua.search_query(text) to thidua_command, thidua_api;
