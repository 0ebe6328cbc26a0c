-- How far a target has come, judged on exact numbers: p_base is what the numerator is measured against, in hundredths of it
-- the threshold (for a count it is 100). "=" asks for no less. Who is silent may still break an upper limit.
create or replace function thidua.target_status(p_comparator text, p_threshold numeric, p_numerator numeric, p_base numeric,
  p_reported bigint, p_missing bigint, p_unknown bigint, p_elapsed integer, p_length integer)
returns text
language sql immutable parallel safe
as $$
  select case
    when p_reported = 0 or p_base = 0 then 'no_data'
    when p_comparator = '<=' then case
      when p_numerator * 100 > p_threshold * p_base then 'behind'
      when p_unknown = 0 and p_missing = 0 then 'achieved'
      else 'on_track' end
    when p_unknown = 0 and case p_comparator
        when '>' then p_numerator * 100 > p_threshold * p_base
        else p_numerator * 100 >= p_threshold * p_base end then 'achieved'
    when p_numerator * 100 * p_length >= p_threshold * p_base * p_elapsed then 'on_track'
    else 'behind' end
$$;

alter function thidua.target_status(text, numeric, numeric, numeric, bigint, bigint, bigint, integer, integer) owner to thidua_owner;
grant execute on function thidua.target_status(text, numeric, numeric, numeric, bigint, bigint, bigint, integer, integer) to thidua_api;
