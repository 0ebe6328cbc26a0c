-- A report with what costs more than its own rows (p_expand: previous, last_period), or some members alone.
create or replace function thidua.submission_part(s thidua.submission, p_fields text, p_expand text) returns jsonb
language plpgsql stable
set search_path = thidua, pg_temp
as $$
declare
  v_wanted text[] := string_to_array(p_expand, ',');
  v_body jsonb := submission_json(s)::jsonb;
begin
  if 'previous' = any (v_wanted) then
    v_body := v_body || jsonb_build_object('previous', (
      select jsonb_build_object('submission_id', b.id, 'number', b.number, 'period', period_ref(d), 'values', b.values)
      from submission b
      join period d on d.id = b.period_id
      where b.id = s.corrects_id));
  end if;
  if 'last_period' = any (v_wanted) then
    v_body := v_body || jsonb_build_object('last_period', (
      select jsonb_build_object('submission_id', l.id, 'number', l.number, 'period', period_ref(ld), 'values', l.values)
      from period d
      cross join lateral submission_last(s.organisation_id, d) l
      join period ld on ld.id = l.period_id
      where d.id = s.period_id));
  end if;
  return json_pick(v_body, case when p_fields is not null then concat_ws(',', p_fields, p_expand) end);
end
$$;

alter function thidua.submission_part(thidua.submission, text, text) owner to thidua_owner;
grant execute on function thidua.submission_part(thidua.submission, text, text) to thidua_api;
