-- Whether one indicator's value holds the field that its kind counts. A note alone answers nothing.
create or replace function thidua.value_given(p_kind text, p_nested_minimum integer, p_value jsonb)
returns boolean
language sql immutable parallel safe
as $$
  select p_value ->> (case
    when p_kind in ('ratio', 'count', 'rank') or (p_kind = 'unit_share' and p_nested_minimum is not null) then 'numerator'
    when p_kind = 'text' then 'text'
    else 'flag' end) is not null
$$;

alter function thidua.value_given(text, integer, jsonb) owner to thidua_owner;
grant execute on function thidua.value_given(text, integer, jsonb) to thidua_command, thidua_api;
