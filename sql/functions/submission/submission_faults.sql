-- The faults of a problem, from those of each indicator ({code: ["member fault"]}) and the values that belong to none.
create or replace function thidua.submission_faults(p_faults jsonb, p_unknown jsonb) returns jsonb
language plpgsql stable
set search_path = thidua, pg_temp
as $$
begin
  return (
    select jsonb_agg(problem_error(f.pointer, f.code) order by f.pointer)
    from (
      select '/values/' || i.key || '/' || split_part(m, ' ', 1) as pointer, split_part(m, ' ', 2) as code
      from jsonb_each(p_faults) i
      cross join lateral jsonb_array_elements_text(i.value) m
      union all
      select '/values/' || k, 'unknown_indicator' from jsonb_object_keys(p_unknown) k
    ) f);
end
$$;

alter function thidua.submission_faults(jsonb, jsonb) owner to thidua_owner;
