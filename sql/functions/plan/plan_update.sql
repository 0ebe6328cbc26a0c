-- Changes a draft. A repetition whose answer was lost is known by its mutation_id and answered with what is there now.
create or replace function thidua.plan_update(p_id uuid, p_version text, p_patch jsonb, out body text, out etag text)
returns setof record
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_old plan;
  v_new plan;
  v_faults jsonb;
begin
  select * into v_old from plan where id = p_id;
  if not found then
    return;
  elsif not version_matches(p_version, v_old.version) then
    if v_old.mutation_id is distinct from (p_patch ->> 'mutation_id')::uuid or v_old.mutation_id is null then
      perform problem_version(v_old.version, v_old.mutation_id, plan_json(v_old));
    end if;
    return query select plan_json(v_old)::text, v_old.version::text;
    return;
  end if;
  perform workflow_next('plan', v_old.state, 'update', v_old.organisation_path);
  v_faults := plan_faults(p_patch, case when p_patch ? 'phases'
    then array(select h ->> 'code' from jsonb_array_elements(p_patch -> 'phases') h)
    else array(select code from plan_phase where plan_id = p_id) end);
  if v_faults is not null then
    perform problem('validation-failed', v_faults);
  end if;
  v_new := jsonb_populate_record(v_old, plan_patch(p_patch));
  update plan p
  set (symbol, title, place, document_date, signer_authority, summary, source_type, child_plan_days, mutation_id, bases,
      contents, criteria, tasks, award_forms, addressees, version, updated_at)
    = (v_new.symbol, v_new.title, v_new.place, v_new.document_date, v_new.signer_authority, v_new.summary,
      v_new.source_type, v_new.child_plan_days, v_new.mutation_id, v_new.bases, v_new.contents, v_new.criteria, v_new.tasks,
      v_new.award_forms, v_new.addressees, p.version + 1, now())
  where p.id = p_id and p.version = v_old.version
  returning * into v_new;
  if not found then
    return query select * from plan_update(p_id, p_version, p_patch); -- somebody was faster: look again
    return;
  end if;
  perform plan_parts_set(v_new, p_patch);
  perform audit('plan.update', 'plan', p_id, v_new.organisation_path, v_new.version);
  body := plan_json(v_new);
  etag := v_new.version;
  return next;
end
$$;

alter function thidua.plan_update(uuid, text, jsonb) owner to thidua_command;
grant execute on function thidua.plan_update(uuid, text, jsonb) to thidua_api;
