-- validation-failed with one fault, the frequent case.
create or replace function thidua.problem_invalid(p_pointer text, p_code text, p_params jsonb default '{}') returns void
language plpgsql
set search_path = thidua, pg_temp
as $$
begin
  perform problem('validation-failed', jsonb_build_array(problem_error(p_pointer, p_code, p_params)));
end
$$;

alter function thidua.problem_invalid(text, text, jsonb) owner to thidua_owner;
grant execute on function thidua.problem_invalid(text, text, jsonb) to thidua_command, thidua_api;
