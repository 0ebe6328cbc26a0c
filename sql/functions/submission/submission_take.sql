-- Accepts one report, which the caller has checked: what it corrects counts no more, its own amounts do. Deltas only; the
-- totals above are nobody's to wait for.
create or replace function thidua.submission_take(p_submission thidua.submission) returns thidua.submission
language plpgsql
set search_path = thidua, pg_temp
as $$
declare
  v_before submission;
  v_made submission;
  v record; -- its duty d and its period p
begin
  select d, p into v
  from duty d
  join period p on p.id = d.period_id
  where d.period_id = p_submission.period_id and d.organisation_id = p_submission.organisation_id;
  perform family_lock((v.p).plan_id, false);
  if p_submission.corrects_id is not null then
    update submission s set state = 'superseded', version = s.version + 1, updated_at = now()
    where s.id = p_submission.corrects_id
    returning * into v_before;
  end if;
  update submission s
  set state = 'accepted', decided_at = now(), decided_by = scope_user(), version = s.version + 1, updated_at = now()
  where s.id = p_submission.id and s.version = p_submission.version
  returning * into v_made;
  if not found then
    select * into v_made from submission where id = p_submission.id; -- somebody was faster
    perform problem_version(v_made.version, v_made.mutation_id, submission_json(v_made)::jsonb);
  end if;
  if v_before.id is null then
    perform delta_accepted(v.d, v.p, p_submission.state, v_made.values);
  else
    perform delta_corrected(v.d, v.p, v_before.values, v_made.values);
  end if;
  perform audit('submission.accept', 'submission', v_made.id, v_made.organisation_path, v_made.version);
  return v_made;
end
$$;

alter function thidua.submission_take(thidua.submission) owner to thidua_command;
