-- Issues a draft: it must be complete, and as strict as its parent or say why not. From now on its targets are measured.
create or replace function thidua.plan_issue(p_id uuid, p_version text, out body text, out etag text, out location text)
returns setof record
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_plan plan;
  v_faults jsonb;
begin
  select * into v_plan from plan where id = p_id;
  if not found then
    return;
  elsif not version_matches(p_version, v_plan.version) then
    perform problem_version(v_plan.version, v_plan.mutation_id, plan_json(v_plan));
  end if;
  perform workflow_next('plan', v_plan.state, 'issue', v_plan.organisation_path);
  select jsonb_agg(problem_error(f.pointer, f.code, f.params)) into v_faults
  from (values ('/symbol', 'required', v_plan.symbol is null, '{}'::jsonb),
    ('/document_date', 'required', v_plan.document_date is null, '{}'),
    ('/phases', 'too_few', not exists (select from plan_phase where plan_id = p_id), '{"minimum": 1}'))
    f (pointer, code, wrong, params)
  where f.wrong;
  if v_faults is not null then
    perform problem('plan-incomplete', v_faults);
  end if;
  if v_plan.parent_id is not null
    and not exists (select from plan where id = v_plan.parent_id and state = 'issued') then
    perform problem_invalid('/parent_id', 'parent_not_issued');
  end if;
  v_faults := plan_issue_faults(v_plan);
  if v_faults is not null then
    perform problem('plan-target-weaker-than-parent', v_faults);
  end if;
  update plan p
  set state = 'issued', issued_at = now(), issued_by = scope_user(), version = p.version + 1, updated_at = now()
  where p.id = p_id and p.version = v_plan.version
  returning * into v_plan;
  if not found then
    return query select * from plan_issue(p_id, p_version); -- somebody was faster: look again
    return;
  end if;
  perform measure_add(p_id);
  perform audit('plan.issue', 'plan', p_id, v_plan.organisation_path, v_plan.version);
  return query select plan_json(v_plan)::text, v_plan.version::text, null::text;
end
$$;

alter function thidua.plan_issue(uuid, text) owner to thidua_command;
grant execute on function thidua.plan_issue(uuid, text) to thidua_api;
