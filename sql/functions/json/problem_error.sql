-- One entry of a problem's errors.
create or replace function thidua.problem_error(p_pointer text, p_code text, p_params jsonb default '{}') returns jsonb
language sql immutable parallel safe
return jsonb_build_object('pointer', p_pointer, 'code', p_code, 'params', p_params);

alter function thidua.problem_error(text, text, jsonb) owner to thidua_owner;
grant execute on function thidua.problem_error(text, text, jsonb) to thidua_command, thidua_api;
