-- Sends a report to the organisation above, with last changes made first. Late is late once: a report that was in time and
-- came back stays in time.
create or replace function thidua.submission_submit(p_id uuid, p_version text, p_body jsonb)
returns table (body text, etag text, location text)
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_old submission;
  v record; -- its duty d, its period p, what was accepted last
  v_check record;
  v_made submission;
  v_next text;
begin
  select * into v_old from submission where id = p_id;
  if not found then
    return;
  elsif not version_matches(p_version, v_old.version) then
    if v_old.mutation_id is null or v_old.mutation_id is distinct from (p_body ->> 'mutation_id')::uuid
        or v_old.state not in ('submitted', 'accepted', 'superseded') then
      perform problem_version(v_old.version, v_old.mutation_id, submission_json(v_old)::jsonb);
    end if;
    return query select submission_json(v_old)::text, v_old.version::text, null::text;
    return;
  end if;
  v_next := workflow_next('submission', v_old.state, 'submit', v_old.organisation_path);
  select d, p, (select l.values from submission_last(d.organisation_id, p) l) as last into v
  from duty d
  join period p on p.id = d.period_id
  where d.period_id = v_old.period_id and d.organisation_id = v_old.organisation_id;
  if (v.p).state <> 'open' then
    perform problem('period-not-open');
  end if;
  v_check := submission_check(v.d, v.p, v_old.plan_id, submission_merge(v_old.values, p_body -> 'values'), v.last, true);
  if v_check.faults is not null then
    perform problem('validation-failed', v_check.faults);
  end if;
  update submission s
  set state = v_next, values = v_check.filled, warnings = v_check.warnings,
    narrative = case when p_body ? 'narrative' then json_text(p_body, 'narrative') else s.narrative end,
    estimate = coalesce((p_body ->> 'estimate')::boolean, s.estimate),
    late = coalesce(s.late, now() > (v.d).due_at), submitted_at = now(), submitted_by = scope_user(),
    mutation_id = (p_body ->> 'mutation_id')::uuid, version = s.version + 1, updated_at = now()
  where s.id = p_id and s.version = v_old.version
  returning * into v_made;
  if not found then
    return query select * from submission_submit(p_id, p_version, p_body); -- somebody was faster: look again
    return;
  end if;
  if v_made.corrects_id is null then
    perform delta_statuses(v.p, v_made.organisation_path, v_old.state, v_next,
      (v_made.late and v_old.late is null)::integer);
  end if;
  perform audit('submission.submit', 'submission', p_id, v_made.organisation_path, v_made.version);
  return query select submission_json(v_made)::text, v_made.version::text, null::text;
end
$$;

alter function thidua.submission_submit(uuid, text, jsonb) owner to thidua_command;
grant execute on function thidua.submission_submit(uuid, text, jsonb) to thidua_api;
