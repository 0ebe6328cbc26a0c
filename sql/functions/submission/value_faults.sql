-- What is wrong with the value of one indicator: "member code" each. Written as one expression, because it is looked at for
-- every value of every report.
--   p_population  what the duty knows, as text
--   p_required    it must be answered; p_complete: the report is to be sent, so nothing may be left half done
create or replace function thidua.value_faults(p_kind text, p_nested_minimum integer, p_population text, p_value jsonb,
  p_required boolean, p_complete boolean) returns text[]
language sql immutable parallel safe
as $$
  select array_remove(array[
    case when p_value ? 'numerator' and p_kind in ('binary', 'text') then 'numerator not_allowed' end,
    case when p_value ? 'denominator' and p_kind <> 'ratio' then 'denominator not_allowed' end,
    case when p_value ? 'flag' and p_kind not in ('unit_share', 'binary') then 'flag not_allowed' end,
    case when p_value ? 'text' and p_kind <> 'text' then 'text not_allowed' end,
    case when p_value ->> 'numerator' like '-%' then 'numerator negative' end,
    case when p_value ->> 'denominator' like '-%' then 'denominator negative' end,
    case when p_value ->> 'numerator' ~ '[.]0*[1-9]' then 'numerator not_whole' end,
    case when p_value ->> 'denominator' ~ '[.]0*[1-9]' then 'denominator not_whole' end,
    case when p_kind = 'ratio'
        and (p_value ->> 'numerator')::numeric > coalesce(p_value ->> 'denominator', p_population)::numeric
      then 'numerator numerator_above_denominator' end,
    case when p_complete and p_kind = 'ratio' and p_value ->> 'numerator' is not null
        and coalesce(p_value ->> 'denominator', p_population) is null
      then 'denominator value_missing' end,
    case when p_complete and p_required and not coalesce(thidua.value_given(p_kind, p_nested_minimum, p_value), false)
      then case when p_kind in ('ratio', 'count', 'rank') or p_nested_minimum is not null then 'numerator'
        when p_kind = 'text' then 'text' else 'flag' end || ' value_missing' end
  ], null)
$$;

alter function thidua.value_faults(text, integer, text, jsonb, boolean, boolean) owner to thidua_owner;
grant execute on function thidua.value_faults(text, integer, text, jsonb, boolean, boolean) to thidua_command;
