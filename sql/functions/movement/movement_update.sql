-- Changes a movement; its launcher alone may.
create or replace function thidua.movement_update(p_id uuid, p_version text, p_patch jsonb, out body text, out etag text)
returns setof record
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_old movement;
  v_own organisation;
  v_made movement;
begin
  select * into v_old from movement where id = p_id;
  if not found then
    return;
  end if;
  select * into v_own from organisation where id = v_old.organisation_id;
  if not version_matches(p_version, v_old.version) then
    perform problem_version(v_old.version, null, movement_json(v_old, v_own)::jsonb);
  elsif v_old.organisation_path is distinct from scope_lo() then
    perform problem('role-required', null, '{"roles": ["approver"]}');
  end if;
  perform scope_require_role('approver');
  update movement m
  set code = coalesce(p_patch ->> 'code', m.code),
    name = coalesce(json_text(p_patch, 'name'), m.name),
    name_en = case when p_patch ? 'name_en' then json_text(p_patch, 'name_en') else m.name_en end,
    starts_on = coalesce((p_patch ->> 'starts_on')::date, m.starts_on),
    ends_on = coalesce((p_patch ->> 'ends_on')::date, m.ends_on),
    bases = coalesce(p_patch -> 'bases', m.bases),
    milestones = coalesce(p_patch -> 'milestones', m.milestones),
    version = m.version + 1, updated_at = now()
  where m.id = p_id and m.version = v_old.version
  returning * into v_made;
  if not found then
    return query select * from movement_update(p_id, p_version, p_patch); -- somebody was faster: look again
    return;
  end if;
  perform audit('movement.update', 'movement', p_id, v_made.organisation_path, v_made.version, p_patch);
  body := movement_json(v_made, v_own);
  etag := v_made.version;
  return next;
end
$$;

alter function thidua.movement_update(uuid, text, jsonb) owner to thidua_command;
grant execute on function thidua.movement_update(uuid, text, jsonb) to thidua_api;
