-- Refuses the request: the service turns SQLSTATE TDPRB, the slug and the detail into problem+json.
--   p_errors  [{pointer, code, params}], see problem_error
--   p_extra   members added to the problem
create or replace function thidua.problem(p_slug text, p_errors jsonb default null, p_extra jsonb default null) returns void
language plpgsql
set search_path = thidua, pg_temp
as $$
begin
  raise exception using errcode = 'TDPRB', message = p_slug,
    detail = case when p_errors is null then '{}' else jsonb_build_object('errors', p_errors) end
      || case when p_extra is null then '{}' else jsonb_build_object('extra', p_extra) end;
end
$$;

alter function thidua.problem(text, jsonb, jsonb) owner to thidua_owner;
grant execute on function thidua.problem(text, jsonb, jsonb) to thidua_command, thidua_api, thidua_worker;
