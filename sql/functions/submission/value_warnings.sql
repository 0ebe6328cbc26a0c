-- What to look at twice in the value of one ratio: a denominator that is not the known population, more than all of it, and
-- a share that changed by more than thirty points since the period before.
create or replace function thidua.value_warnings(p_population text, p_value jsonb, p_last jsonb)
returns table (member text, code text, params jsonb)
language sql immutable parallel safe
as $$
  select w.member, w.code, w.params
  from (select (p_value ->> 'numerator')::numeric as numerator, (p_value ->> 'denominator')::numeric as denominator,
          thidua.percent((p_last ->> 'numerator')::numeric, (p_last ->> 'denominator')::numeric) as last) v
  cross join lateral (values
    ('denominator', 'population_differs', jsonb_build_object('population', p_population::bigint),
      v.denominator <> p_population::numeric),
    ('numerator', 'above_hundred', '{}', v.numerator > p_population::numeric),
    ('numerator', 'changed_much', jsonb_build_object('last', v.last::text),
      abs(thidua.percent(v.numerator, v.denominator) - v.last) > 30)
  ) w (member, code, params, odd)
  where w.odd
$$;

alter function thidua.value_warnings(text, jsonb, jsonb) owner to thidua_owner;
grant execute on function thidua.value_warnings(text, jsonb, jsonb) to thidua_command;
