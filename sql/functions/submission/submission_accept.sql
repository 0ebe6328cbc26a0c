-- Accepts a report: by the organisation directly above, and not by who sent it.
create or replace function thidua.submission_accept(p_id uuid, p_version text, out body text, out etag text, out location text)
returns setof record
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_submission submission;
begin
  select * into v_submission from submission where id = p_id;
  if not found then
    return;
  elsif not version_matches(p_version, v_submission.version) then
    perform problem_version(v_submission.version, v_submission.mutation_id, submission_json(v_submission)::jsonb);
  end if;
  perform workflow_next('submission', v_submission.state, 'accept', v_submission.organisation_path);
  if v_submission.submitted_by = scope_user() then
    perform problem('own-report');
  end if;
  v_submission := submission_take(v_submission);
  return query select submission_json(v_submission)::text, v_submission.version::text, null::text;
end
$$;

alter function thidua.submission_accept(uuid, text) owner to thidua_command;
grant execute on function thidua.submission_accept(uuid, text) to thidua_api;
