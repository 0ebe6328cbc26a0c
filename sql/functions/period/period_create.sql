-- Plans a period of a family whose root plan is the acting organisation's. Due two days after the cut-off, at 17:00 in
-- Viet Nam, unless told.
create or replace function thidua.period_create(p_body jsonb, out body text, out etag text, out location text)
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_plan plan;
  v_cut_off date := coalesce(p_body ->> 'cut_off_on', p_body ->> 'ends_on');
  v_made period;
begin
  perform scope_require_role('approver');
  select * into v_plan from plan where id = (p_body ->> 'plan_id')::uuid;
  if not found then
    perform problem_invalid('/plan_id', 'not_found');
  elsif v_plan.organisation_path is distinct from scope_lo() then
    perform problem('role-required', null, '{"roles": ["approver"]}');
  elsif v_plan.root_id <> v_plan.id then
    perform problem_invalid('/plan_id', 'not_allowed');
  elsif v_plan.state not in ('draft', 'issued') then
    perform problem_invalid('/plan_id', 'wrong_state');
  end if;
  insert into period (id, plan_id, code, kind, starts_on, ends_on, cut_off_on, due_at)
  values (coalesce((p_body ->> 'id')::uuid, uuid_v7()), v_plan.id, p_body ->> 'code', p_body ->> 'kind',
    (p_body ->> 'starts_on')::date, (p_body ->> 'ends_on')::date, v_cut_off,
    coalesce((p_body ->> 'due_at')::timestamptz, (v_cut_off + 2 + time '17:00') at time zone 'Asia/Ho_Chi_Minh'))
  returning * into v_made;
  perform audit('period.create', 'period', v_made.id, v_plan.organisation_path, v_made.version);
  body := period_json(v_made);
  etag := v_made.version;
  location := '/v1/periods/' || v_made.id;
end
$$;

alter function thidua.period_create(jsonb) owner to thidua_command;
grant execute on function thidua.period_create(jsonb) to thidua_api;
