-- Takes back a report that was not accepted. With a correction, the accepted version simply goes on counting.
create or replace function thidua.submission_withdraw(p_id uuid, p_version text, p_body jsonb, out body text, out etag text,
  out location text)
returns setof record
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_old submission;
  v_made submission;
  v_next text;
begin
  select * into v_old from submission where id = p_id;
  if not found then
    return;
  elsif not version_matches(p_version, v_old.version) then
    perform problem_version(v_old.version, v_old.mutation_id, submission_json(v_old)::jsonb);
  end if;
  v_next := workflow_next('submission', v_old.state, 'withdraw', v_old.organisation_path);
  if v_old.state <> 'draft' and json_text(p_body, 'reason') is null then
    perform problem_invalid('/reason', 'reason_missing');
  end if;
  update submission s set state = v_next, version = s.version + 1, updated_at = now()
  where s.id = p_id and s.version = v_old.version
  returning * into v_made;
  if not found then
    return query select * from submission_withdraw(p_id, p_version, p_body); -- somebody was faster: look again
    return;
  end if;
  if v_made.corrects_id is null then
    perform delta_statuses(p, v_made.organisation_path, v_old.state, null, -coalesce(v_made.late, false)::integer)
    from period p where p.id = v_made.period_id;
  end if;
  perform audit('submission.withdraw', 'submission', p_id, v_made.organisation_path, v_made.version,
    jsonb_build_object('reason', json_text(p_body, 'reason')));
  return query select submission_json(v_made)::text, v_made.version::text, null::text;
end
$$;

alter function thidua.submission_withdraw(uuid, text, jsonb) owner to thidua_command;
grant execute on function thidua.submission_withdraw(uuid, text, jsonb) to thidua_api;
