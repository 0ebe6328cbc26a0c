-- Adds a note to a report, by anyone who may read it.
create or replace function thidua.submission_note_create(p_submission_id uuid, p_body jsonb, out body text, out etag text,
  out location text)
returns setof record
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_submission submission;
  v_made submission_note;
begin
  select * into v_submission from submission where id = p_submission_id;
  if not found then
    return;
  end if;
  insert into submission_note (submission_id, organisation_path, author_id, author_organisation_id, text)
  values (p_submission_id, v_submission.organisation_path, scope_user(), scope_organisation(), json_text(p_body, 'text'))
  returning * into v_made;
  perform audit('submission.note', 'submission', p_submission_id, v_submission.organisation_path, v_submission.version,
    jsonb_build_object('note_id', v_made.id));
  body := submission_note_json(v_made);
  return next;
end
$$;

alter function thidua.submission_note_create(uuid, jsonb) owner to thidua_command;
grant execute on function thidua.submission_note_create(uuid, jsonb) to thidua_api;
