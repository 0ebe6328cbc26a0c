-- The warnings of a report, from those of each indicator: {code: [{code, member, params}]}.
create or replace function thidua.submission_warnings(p_warnings jsonb) returns jsonb
language plpgsql immutable
set search_path = thidua, pg_temp
as $$
begin
  if p_warnings is null then
    return '[]';
  end if;
  return (
    select jsonb_agg(jsonb_build_object('code', w ->> 'code', 'pointer', '/values/' || i.key || '/' || (w ->> 'member'),
      'params', w -> 'params'))
    from jsonb_each(p_warnings) i
    cross join lateral jsonb_array_elements(i.value) w);
end
$$;

alter function thidua.submission_warnings(jsonb) owner to thidua_owner;
