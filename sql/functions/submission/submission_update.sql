-- Changes a draft or a returned report. A repetition whose answer was lost is known by its mutation_id and answered with
-- what is there now.
create or replace function thidua.submission_update(p_id uuid, p_version text, p_patch jsonb, out body text, out etag text)
returns setof record
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_old submission;
  v record; -- its duty d and its period p
  v_check record;
  v_made submission;
begin
  select * into v_old from submission where id = p_id;
  if not found then
    return;
  elsif not version_matches(p_version, v_old.version) then
    if v_old.mutation_id is null or v_old.mutation_id is distinct from (p_patch ->> 'mutation_id')::uuid then
      perform problem_version(v_old.version, v_old.mutation_id, submission_json(v_old)::jsonb);
    end if;
    return query select submission_json(v_old)::text, v_old.version::text;
    return;
  end if;
  perform workflow_next('submission', v_old.state, 'update', v_old.organisation_path);
  select d, p into v
  from duty d
  join period p on p.id = d.period_id
  where d.period_id = v_old.period_id and d.organisation_id = v_old.organisation_id;
  if (v.p).state <> 'open' then
    perform problem('period-not-open');
  end if;
  v_check := submission_check(v.d, v.p, v_old.plan_id, submission_merge(v_old.values, p_patch -> 'values'), null, false);
  if v_check.faults is not null then
    perform problem('validation-failed', v_check.faults);
  end if;
  update submission s
  set values = v_check.filled,
    narrative = case when p_patch ? 'narrative' then json_text(p_patch, 'narrative') else s.narrative end,
    estimate = coalesce((p_patch ->> 'estimate')::boolean, s.estimate),
    mutation_id = (p_patch ->> 'mutation_id')::uuid, version = s.version + 1, updated_at = now()
  where s.id = p_id and s.version = v_old.version
  returning * into v_made;
  if not found then
    return query select * from submission_update(p_id, p_version, p_patch); -- somebody was faster: look again
    return;
  end if;
  perform audit('submission.update', 'submission', p_id, v_made.organisation_path, v_made.version);
  body := submission_json(v_made);
  etag := v_made.version;
  return next;
end
$$;

alter function thidua.submission_update(uuid, text, jsonb) owner to thidua_command;
grant execute on function thidua.submission_update(uuid, text, jsonb) to thidua_api;
