-- Begins the correction of an accepted report: the next version, as a draft with the same values.
create or replace function thidua.submission_correct(p_id uuid, p_version text, p_body jsonb, out body text, out etag text,
  out location text)
returns setof record
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_old submission;
  v_open uuid;
  v_made submission;
begin
  select * into v_old from submission where id = p_id;
  if not found then
    return;
  elsif not version_matches(p_version, v_old.version) then
    perform problem_version(v_old.version, v_old.mutation_id, submission_json(v_old)::jsonb);
  end if;
  perform workflow_next('submission', v_old.state, 'correct', v_old.organisation_path);
  if not exists (select from period where id = v_old.period_id and state = 'open') then
    perform problem('period-not-open');
  end if;
  select id into v_open from submission
  where period_id = v_old.period_id and organisation_id = v_old.organisation_id and state in ('draft', 'submitted', 'returned');
  if found then
    perform problem('submission-exists', null, jsonb_build_object('submission_id', v_open));
  elsif json_text(p_body, 'reason') is null then
    perform problem_invalid('/reason', 'reason_missing');
  end if;
  insert into submission (organisation_id, organisation_path, period_id, plan_id, number, corrects_id, values, narrative,
    estimate, late, created_by)
  select v_old.organisation_id, v_old.organisation_path, v_old.period_id, v_old.plan_id, max(number) + 1, p_id, v_old.values,
         v_old.narrative, false, v_old.late, scope_user()
  from submission where period_id = v_old.period_id and organisation_id = v_old.organisation_id
  returning * into v_made;
  perform audit('submission.correct', 'submission', v_made.id, v_made.organisation_path, v_made.version,
    jsonb_build_object('corrects_id', p_id, 'reason', json_text(p_body, 'reason')));
  return query select submission_json(v_made)::text, v_made.version::text, '/v1/submissions/' || v_made.id;
end
$$;

alter function thidua.submission_correct(uuid, text, jsonb) owner to thidua_command;
grant execute on function thidua.submission_correct(uuid, text, jsonb) to thidua_api;
