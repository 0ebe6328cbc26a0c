-- Closes or withdraws an issued plan. One that was reported on is closed, not withdrawn: its reports keep their meaning.
create or replace function thidua.plan_end(p_id uuid, p_version text, p_command text, p_body jsonb, out body text, out etag text,
  out location text)
returns setof record
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_plan plan;
  v_next text;
begin
  select * into v_plan from plan where id = p_id;
  if not found then
    return;
  elsif not version_matches(p_version, v_plan.version) then
    perform problem_version(v_plan.version, v_plan.mutation_id, plan_json(v_plan));
  end if;
  v_next := workflow_next('plan', v_plan.state, p_command, v_plan.organisation_path);
  if v_next = 'withdrawn' and plan_reported(p_id) then
    perform problem('invalid-state-transition', null, jsonb_build_object('state', v_plan.state,
      'allowed_actions', plan_actions(v_plan)));
  elsif json_text(p_body, 'reason') is null then
    perform problem_invalid('/reason', 'reason_missing');
  end if;
  update plan p set state = v_next, version = p.version + 1, updated_at = now()
  where p.id = p_id and p.version = v_plan.version
  returning * into v_plan;
  if not found then
    return query select * from plan_end(p_id, p_version, p_command, p_body); -- somebody was faster: look again
    return;
  end if;
  perform audit('plan.' || p_command, 'plan', p_id, v_plan.organisation_path, v_plan.version,
    jsonb_build_object('reason', json_text(p_body, 'reason')));
  return query select plan_json(v_plan)::text, v_plan.version::text, null::text;
end
$$;

alter function thidua.plan_end(uuid, text, text, jsonb) owner to thidua_command;
grant execute on function thidua.plan_end(uuid, text, text, jsonb) to thidua_api;
