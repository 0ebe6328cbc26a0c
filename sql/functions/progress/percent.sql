-- numerator out of denominator in per cent, two digits, half up, without the rounding of a division in between.
create or replace function thidua.percent(p_numerator numeric, p_denominator numeric) returns numeric
language sql immutable parallel safe
as $$
  select case when p_denominator > 0 then div(p_numerator * 20000 + p_denominator, p_denominator * 2) * 0.01 end
$$;

alter function thidua.percent(numeric, numeric) owner to thidua_owner;
grant execute on function thidua.percent(numeric, numeric) to thidua_command, thidua_api;
