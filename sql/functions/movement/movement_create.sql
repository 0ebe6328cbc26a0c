-- Launches a movement in the name of the acting organisation.
create or replace function thidua.movement_create(p_body jsonb, out body text, out etag text, out location text)
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_own organisation;
  v_made movement;
begin
  perform scope_require_role('approver');
  v_own := organisation_require(scope_organisation(), '');
  insert into movement (id, code, name, name_en, organisation_id, organisation_path, starts_on, ends_on, bases, milestones)
  values (coalesce((p_body ->> 'id')::uuid, uuid_v7()), p_body ->> 'code', json_text(p_body, 'name'),
    json_text(p_body, 'name_en'), v_own.id, v_own.path, (p_body ->> 'starts_on')::date, (p_body ->> 'ends_on')::date,
    coalesce(p_body -> 'bases', '[]'), coalesce(p_body -> 'milestones', '[]'))
  returning * into v_made;
  perform audit('movement.create', 'movement', v_made.id, v_own.path, v_made.version);
  body := movement_json(v_made, v_own);
  etag := v_made.version;
  location := '/v1/movements/' || v_made.id;
end
$$;

alter function thidua.movement_create(jsonb) owner to thidua_command;
grant execute on function thidua.movement_create(jsonb) to thidua_api;
