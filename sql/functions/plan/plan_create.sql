-- Drafts a plan of the acting organisation, alone or under an issued plan of an organisation above.
create or replace function thidua.plan_create(p_body jsonb, out body text, out etag text, out location text)
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_own organisation := organisation_require(coalesce((p_body ->> 'organisation_id')::uuid, scope_organisation()), '/organisation_id');
  v_above plan;
  v_new plan;
  v_faults jsonb;
begin
  perform scope_require_role('reporter', 'approver');
  if v_own.path <> scope_lo() then
    perform problem('role-required', null, '{"roles": ["reporter", "approver"]}');
  end if;
  if p_body ->> 'parent_id' is not null then
    select * into v_above from plan where id = (p_body ->> 'parent_id')::uuid;
    if not found or v_above.organisation_path <> all (scope_ancestors()) then
      perform problem_invalid('/parent_id', 'not_found');
    elsif v_above.state <> 'issued' then
      perform problem_invalid('/parent_id', 'parent_not_issued');
    end if;
  end if;
  v_faults := plan_faults(p_body, array(
    select h ->> 'code' from jsonb_array_elements(p_body -> 'phases') h
    union
    select code from plan_phase where plan_id = v_above.id and not p_body ? 'phases'));
  if v_faults is not null then
    perform problem('validation-failed', v_faults);
  end if;
  select * into v_new from jsonb_populate_record(null::plan,
    '{"bases": [], "contents": [], "criteria": [], "tasks": [], "award_forms": [], "addressees": [],
      "source_type": "document", "state": "draft", "version": 1}'::jsonb
    || jsonb_build_object('id', coalesce((p_body ->> 'id')::uuid, uuid_v7()), 'created_at', now(), 'updated_at', now())
    || plan_patch(p_body));
  v_new.organisation_id := v_own.id;
  v_new.organisation_path := v_own.path;
  v_new.parent_id := v_above.id;
  v_new.root_id := coalesce(v_above.root_id, v_new.id);
  v_new.created_by := scope_user();
  insert into plan select v_new.*;
  -- Targets last: those of the body may name phases that are taken over.
  perform plan_parts_set(v_new, p_body - 'targets');
  if v_above.id is not null then
    perform plan_inherit(v_new, p_body);
  end if;
  perform plan_parts_set(v_new, p_body - '{movement_ids,phases}'::text[]);
  perform audit('plan.create', 'plan', v_new.id, v_own.path, 1);
  body := plan_json(v_new);
  etag := 1;
  location := '/v1/plans/' || v_new.id;
end
$$;

alter function thidua.plan_create(jsonb) owner to thidua_command;
grant execute on function thidua.plan_create(jsonb) to thidua_api;
