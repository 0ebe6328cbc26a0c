-- What is wrong with the value of one indicator.
--   p_population  what the duty knows, as text
--   p_required    it must be answered; p_complete: the report is to be sent, so nothing may be left half done
create or replace function thidua.value_faults(p_kind text, p_nested_minimum integer, p_population text, p_value jsonb,
  p_required boolean, p_complete boolean)
returns table (member text, code text)
language sql immutable parallel safe
as $$
  select f.member, f.code
  from (values
    ('numerator', 'negative', p_value ->> 'numerator' like '-%'),
    ('denominator', 'negative', p_value ->> 'denominator' like '-%'),
    ('numerator', 'not_whole', p_value ->> 'numerator' ~ '[.]0*[1-9]'),
    ('denominator', 'not_whole', p_value ->> 'denominator' ~ '[.]0*[1-9]'),
    ('numerator', 'numerator_above_denominator', p_kind = 'ratio'
      and (p_value ->> 'numerator')::numeric > coalesce(p_value ->> 'denominator', p_population)::numeric),
    (case when p_kind in ('ratio', 'count', 'rank') or p_nested_minimum is not null then 'numerator'
      when p_kind = 'text' then 'text' else 'flag' end, 'value_missing',
      p_complete and p_required and not coalesce(thidua.value_given(p_kind, p_nested_minimum, p_value), false)),
    ('denominator', 'value_missing', p_complete and p_kind = 'ratio' and p_value ->> 'numerator' is not null
      and coalesce(p_value ->> 'denominator', p_population) is null)
  ) f (member, code, wrong)
  where f.wrong
$$;

alter function thidua.value_faults(text, integer, text, jsonb, boolean, boolean) owner to thidua_owner;
grant execute on function thidua.value_faults(text, integer, text, jsonb, boolean, boolean) to thidua_command;
