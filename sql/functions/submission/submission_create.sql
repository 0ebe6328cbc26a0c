-- Begins a report of the acting organisation for an open period. p_id: the client's own, or null.
create or replace function thidua.submission_create(p_id uuid, p_body jsonb, out body text, out etag text, out location text)
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_own organisation := organisation_require(coalesce((p_body ->> 'organisation_id')::uuid, scope_organisation()), '/organisation_id');
  v_period period;
  v_duty duty;
  v_known uuid;
  v_plan uuid;
  v_check record;
  v_made submission;
begin
  perform scope_require_role('reporter', 'approver');
  if v_own.path <> scope_lo() then
    perform problem('role-required', null, '{"roles": ["reporter", "approver"]}');
  end if;
  select * into v_period from period where id = (p_body ->> 'period_id')::uuid;
  if not found then
    perform problem_invalid('/period_id', 'not_found');
  elsif v_period.state <> 'open' then
    perform problem('period-not-open');
  end if;
  select * into v_duty from duty where period_id = v_period.id and organisation_id = v_own.id;
  if not found then
    perform problem('duty-missing');
  end if;
  select id into v_known from submission
  where period_id = v_period.id and organisation_id = v_own.id and state in ('draft', 'submitted', 'returned', 'accepted')
  order by state = 'accepted' limit 1;
  if found then
    perform problem('submission-exists', null, jsonb_build_object('submission_id', v_known));
  end if;
  v_plan := submission_plan(v_own.path, v_period.plan_id, (p_body ->> 'plan_id')::uuid);
  v_check := submission_check(v_duty, v_period, v_plan, coalesce(p_body -> 'values', '{}'), null, false);
  if v_check.faults is not null then
    perform problem('validation-failed', v_check.faults);
  end if;
  insert into submission (id, organisation_id, organisation_path, period_id, plan_id, number, values, narrative, estimate,
    mutation_id, created_by)
  values (coalesce(p_id, uuid_v7()), v_own.id, v_duty.organisation_path, v_period.id, v_plan,
    (select coalesce(max(number), 0) + 1 from submission where period_id = v_period.id and organisation_id = v_own.id),
    v_check.filled, json_text(p_body, 'narrative'), coalesce((p_body ->> 'estimate')::boolean, false),
    (p_body ->> 'mutation_id')::uuid, scope_user())
  returning * into v_made;
  perform delta_statuses(v_period, v_made.organisation_path, null, 'draft');
  perform audit('submission.create', 'submission', v_made.id, v_made.organisation_path, v_made.version);
  body := submission_json(v_made);
  etag := v_made.version;
  location := '/v1/submissions/' || v_made.id;
end
$$;

alter function thidua.submission_create(uuid, jsonb) owner to thidua_command;
grant execute on function thidua.submission_create(uuid, jsonb) to thidua_api;
