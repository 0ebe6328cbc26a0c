-- Changes what an organisation is called. Its place in the tree changes by reorganisation only.
create or replace function thidua.organisation_update(p_id uuid, p_version text, p_patch jsonb, out body text, out etag text)
returns setof record
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_old organisation;
  v_new jsonb;
  v_made organisation;
begin
  perform scope_require_role('administrator');
  select * into v_old from organisation o
  where o.id = p_id and o.path >= scope_lo() and o.path < scope_hi() for update;
  if not found then
    return;
  elsif not version_matches(p_version, v_old.version) then
    perform problem_version(v_old.version, null, organisation_json(v_old)::jsonb);
  elsif v_old.state <> 'active' then
    perform problem('organisation-dissolved');
  end if;
  v_new := json_merge_patch(organisation_json(v_old)::jsonb, p_patch);
  update organisation
  set code = v_new ->> 'code', kind = v_new ->> 'kind', name = json_text(v_new, 'name'),
      name_en = json_text(v_new, 'name_en'), short_name = json_text(v_new, 'short_name'),
      founded_on = (v_new ->> 'founded_on')::date, version = version + 1, updated_at = now()
  where id = p_id
  returning * into v_made;
  perform audit('organisation.update', 'organisation', p_id, v_made.path, v_made.version, p_patch);
  body := organisation_json(v_made);
  etag := v_made.version;
  return next;
end
$$;

alter function thidua.organisation_update(uuid, text, jsonb) owner to thidua_command;
grant execute on function thidua.organisation_update(uuid, text, jsonb) to thidua_api;
