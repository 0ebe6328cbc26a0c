-- A note as the API shows it.
create or replace function thidua.submission_note_json(n thidua.submission_note) returns json
language sql stable parallel safe
as $$
  select json_build_object('id', n.id, 'submission_id', n.submission_id, 'author_id', n.author_id,
    'author_organisation_id', n.author_organisation_id, 'text', n.text, 'created_at', thidua.json_time(n.created_at))
$$;

alter function thidua.submission_note_json(thidua.submission_note) owner to thidua_owner;
grant execute on function thidua.submission_note_json(thidua.submission_note) to thidua_command, thidua_api;
