-- A report as the API shows it, whole.
create or replace function thidua.submission_json(s thidua.submission) returns json
language plpgsql stable security definer
set search_path = thidua, pg_temp
as $$
begin
  return (
    select json_join(submission_summary(s, o, d, p), json_build_object('values', s.values, 'narrative', s.narrative,
      'remarks', s.remarks, 'populations', u.populations))
    from duty u
    join organisation o on o.id = u.organisation_id
    join period d on d.id = u.period_id
    join plan p on p.id = s.plan_id
    where u.period_id = s.period_id and u.organisation_id = s.organisation_id);
end
$$;

alter function thidua.submission_json(thidua.submission) owner to thidua_command;
grant execute on function thidua.submission_json(thidua.submission) to thidua_api;
