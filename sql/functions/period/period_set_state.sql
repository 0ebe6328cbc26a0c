-- Opens or closes a period. The first opening makes the duties and the totals; a closed one may be opened again.
create or replace function thidua.period_set_state(p_id uuid, p_version text, p_state text, out body text, out etag text,
  out location text)
returns setof record
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_old period;
  v_made period;
  v_plan plan;
begin
  select * into v_old from period where id = p_id;
  if not found then
    return;
  elsif not version_matches(p_version, v_old.version) then
    perform problem_version(v_old.version, null, period_json(v_old)::jsonb);
  end if;
  select * into v_plan from plan where id = v_old.plan_id;
  if v_plan.organisation_path is distinct from scope_lo() or not scope_has_role('approver') then
    perform problem('role-required', null, '{"roles": ["approver"]}');
  elsif v_old.state = p_state or v_old.state = 'planned' and p_state = 'closed'
      or p_state = 'open' and v_plan.state <> 'issued' then
    perform problem('invalid-state-transition', null, jsonb_build_object('state', v_old.state, 'allowed_actions',
      case when v_old.state = 'open' then '["close"]' when v_plan.state = 'issued' then '["open"]' else '[]' end::jsonb));
  end if;
  update period p
  set state = p_state, opened_at = case when p_state = 'open' then coalesce(p.opened_at, now()) else p.opened_at end,
    version = p.version + 1, updated_at = now()
  where p.id = p_id and p.version = v_old.version
  returning * into v_made;
  if not found then
    return query select * from period_set_state(p_id, p_version, p_state); -- somebody was faster: look again
    return;
  end if;
  if v_old.state = 'planned' then
    perform period_fill(p_id);
  end if;
  perform audit('period.' || case p_state when 'open' then 'open' else 'close' end, 'period', p_id,
    v_plan.organisation_path, v_made.version);
  return query select period_json(v_made)::text, v_made.version::text, null::text;
end
$$;

alter function thidua.period_set_state(uuid, text, text) owner to thidua_command;
grant execute on function thidua.period_set_state(uuid, text, text) to thidua_api;
