-- An account of the own subtree, locked for a command. Null: there is none such. Refuses a version that was overtaken.
create or replace function thidua.user_take(p_user uuid, p_version text, out id uuid, out path text, out state text)
language plpgsql
set search_path = thidua, pg_temp
as $$
declare
  v_version bigint;
begin
  perform scope_require_role('administrator');
  select u.id, o.path, u.state, u.version into user_take.id, user_take.path, user_take.state, v_version
  from user_account u
  join organisation o on o.id = u.organisation_id
  where u.id = p_user and o.path >= scope_lo() and o.path < scope_hi()
  for update of u;
  if found and not version_matches(p_version, v_version) then
    perform problem_version(v_version, null, user_json(p_user)::jsonb);
  end if;
end
$$;

alter function thidua.user_take(uuid, text) owner to thidua_command;
