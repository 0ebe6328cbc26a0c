-- Values with a patch merged into them by code and member: null clears.
create or replace function thidua.submission_merge(p_values jsonb, p_patch jsonb) returns jsonb
language plpgsql immutable parallel safe
as $$
begin
  if p_patch is null then
    return p_values;
  end if;
  return (
    select p_values - coalesce(array_agg(m.key) filter (where m.value = 'null'), '{}')
      || coalesce(jsonb_object_agg(m.key, jsonb_strip_nulls(coalesce(p_values -> m.key, '{}') || m.value))
        filter (where m.value <> 'null'), '{}')
    from jsonb_each(p_patch) m);
end
$$;

alter function thidua.submission_merge(jsonb, jsonb) owner to thidua_owner;
grant execute on function thidua.submission_merge(jsonb, jsonb) to thidua_command;
