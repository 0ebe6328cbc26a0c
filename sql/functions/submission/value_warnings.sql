-- What to look at twice in the value of one ratio, each with code, member and params: a denominator that is not the known
-- population, more than all of it, and a share that changed by more than thirty points since the period before.
create or replace function thidua.value_warnings(p_population text, p_value jsonb, p_last jsonb) returns jsonb[]
language sql stable parallel safe
as $$
  select array_remove(array[
    case when (p_value ->> 'denominator')::numeric <> p_population::numeric
      then jsonb_build_object('code', 'population_differs', 'member', 'denominator',
        'params', jsonb_build_object('population', p_population::numeric)) end,
    case when (p_value ->> 'numerator')::numeric > p_population::numeric
      then jsonb_build_object('code', 'above_hundred', 'member', 'numerator', 'params', jsonb '{}') end,
    case when abs(thidua.percent((p_value ->> 'numerator')::numeric, coalesce(p_value ->> 'denominator', p_population)::numeric)
        - thidua.percent((p_last ->> 'numerator')::numeric, (p_last ->> 'denominator')::numeric)) > 30
      then jsonb_build_object('code', 'changed_much', 'member', 'numerator', 'params', jsonb_build_object('last',
        thidua.percent((p_last ->> 'numerator')::numeric, (p_last ->> 'denominator')::numeric)::text)) end
  ], null)
$$;

alter function thidua.value_warnings(text, jsonb, jsonb) owner to thidua_owner;
grant execute on function thidua.value_warnings(text, jsonb, jsonb) to thidua_command;
