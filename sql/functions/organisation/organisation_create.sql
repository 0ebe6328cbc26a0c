-- Founds an organisation below one of the own subtree. The parent's row gives out the segment, so two foundings at once wait
-- for each other.
create or replace function thidua.organisation_create(p_body jsonb, out body text, out etag text, out location text)
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_parent organisation;
  v_made organisation;
begin
  perform scope_require_role('administrator');
  v_parent := organisation_require((p_body ->> 'parent_id')::uuid, '/parent_id');
  if organisation_rank(p_body ->> 'level') < organisation_rank(v_parent.level)
    or (organisation_rank(p_body ->> 'level') = organisation_rank(v_parent.level) and v_parent.level <> 'group')
    or not organisation_level_known(v_parent.system, p_body ->> 'level') then
    perform problem_invalid('/level', 'level_misplaced', jsonb_build_object('parent', v_parent.level));
  end if;
  update organisation set last_segment = last_segment + 1 where id = v_parent.id returning * into v_parent;
  insert into organisation (id, system, level, parent_id, path, code, kind, name, name_en, short_name, founded_on)
  values (coalesce((p_body ->> 'id')::uuid, uuid_v7()), v_parent.system, p_body ->> 'level', v_parent.id,
    v_parent.path || organisation_segment(v_parent.last_segment), p_body ->> 'code', p_body ->> 'kind',
    json_text(p_body, 'name'), json_text(p_body, 'name_en'), json_text(p_body, 'short_name'),
    (p_body ->> 'founded_on')::date)
  returning * into v_made;
  insert into organisation_placement (organisation_id, parent_id, path, valid_from)
  values (v_made.id, v_made.parent_id, v_made.path, least(v_made.founded_on, today()));
  perform audit('organisation.create', 'organisation', v_made.id, v_made.path, v_made.version, p_body);
  body := organisation_json(v_made);
  etag := v_made.version;
  location := '/v1/organisations/' || v_made.id;
end
$$;

alter function thidua.organisation_create(jsonb) owner to thidua_command;
grant execute on function thidua.organisation_create(jsonb) to thidua_api;
