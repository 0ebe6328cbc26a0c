-- Appends to the trail. Owned by the tables' owner: nobody else may write there, and nobody at all rewrites.
create or replace function thidua.audit_write(p_user uuid, p_organisation uuid, p_request uuid, p_action text,
  p_subject_type text, p_subject_id uuid, p_path text, p_version bigint, p_details jsonb) returns void
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
begin
  insert into audit_event (user_id, organisation_id, action, subject_type, subject_id, subject_path, subject_version,
    details, request_id)
  values (p_user, p_organisation, p_action, p_subject_type, p_subject_id, p_path, p_version,
    coalesce(p_details, '{}'), p_request);
end
$$;

alter function thidua.audit_write(uuid, uuid, uuid, text, text, uuid, text, bigint, jsonb) owner to thidua_owner;
grant execute on function thidua.audit_write(uuid, uuid, uuid, text, text, uuid, text, bigint, jsonb) to thidua_command;
