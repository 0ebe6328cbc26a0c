-- Every command calls this in its own transaction: the actor comes from the scope.
create or replace function thidua.audit(p_action text, p_subject_type text, p_subject_id uuid, p_path text,
  p_version bigint default null, p_details jsonb default '{}') returns void
language plpgsql
set search_path = thidua, pg_temp
as $$
begin
  perform audit_write(scope_user(), scope_organisation(), scope_request(), p_action, p_subject_type, p_subject_id, p_path,
    p_version, p_details);
end
$$;

alter function thidua.audit(text, text, uuid, text, bigint, jsonb) owner to thidua_command;
