-- What to look at twice in the value of one ratio, each with code, member and params: a denominator that is not the known
-- population, more than all of it, and a share that changed by more than thirty points since the period before. Compared
-- without dividing, because it is looked at for every value of every report.
create or replace function thidua.value_warnings(p_population numeric, p_numerator numeric, p_denominator numeric,
  p_last_numerator numeric, p_last_denominator numeric) returns jsonb[]
language sql stable parallel safe
as $$
  select array_remove(array[
    case when p_denominator <> p_population
      then jsonb_build_object('code', 'population_differs', 'member', 'denominator',
        'params', jsonb_build_object('population', p_population)) end,
    case when p_numerator > p_population
      then jsonb_build_object('code', 'above_hundred', 'member', 'numerator', 'params', jsonb '{}') end,
    case when abs(p_numerator * p_last_denominator - p_last_numerator * p_denominator) * 100
        > 30 * p_denominator * p_last_denominator
      then jsonb_build_object('code', 'changed_much', 'member', 'numerator', 'params',
        jsonb_build_object('last', thidua.percent(p_last_numerator, p_last_denominator)::text)) end
  ], null)
$$;

alter function thidua.value_warnings(numeric, numeric, numeric, numeric, numeric) owner to thidua_owner;
grant execute on function thidua.value_warnings(numeric, numeric, numeric, numeric, numeric) to thidua_command;
