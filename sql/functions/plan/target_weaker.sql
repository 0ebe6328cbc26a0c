-- Whether a target asks for less than the parent plan's. "=" is judged like ">=", for no share can be above the whole.
create or replace function thidua.target_weaker(p_own thidua.target, p_above thidua.target) returns boolean
language sql immutable parallel safe
as $$
  select (p_own.comparator = '<=') <> (p_above.comparator = '<=')
    or case when p_above.comparator = '<=' then p_own.threshold > p_above.threshold
         else p_own.threshold < p_above.threshold
           or p_own.threshold = p_above.threshold and p_above.comparator = '>' and p_own.comparator <> '>' end
    or coalesce(p_own.nested_minimum, 0) < coalesce(p_above.nested_minimum, 0)
    or p_own.aspirational and not p_above.aspirational
$$;

alter function thidua.target_weaker(thidua.target, thidua.target) owner to thidua_owner;
grant execute on function thidua.target_weaker(thidua.target, thidua.target) to thidua_command;
