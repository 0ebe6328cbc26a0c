-- version-mismatch, with what the client needs to merge: the present version, its last writer's mark, and the record.
create or replace function thidua.problem_version(p_version bigint, p_mutation_id uuid default null, p_current jsonb default null)
returns void
language plpgsql
set search_path = thidua, pg_temp
as $$
begin
  perform problem('version-mismatch', null, jsonb_build_object('current_version', p_version,
    'current_etag', format('"%s"', p_version), 'current_mutation_id', p_mutation_id, 'current', p_current));
end
$$;

alter function thidua.problem_version(bigint, uuid, jsonb) owner to thidua_owner;
grant execute on function thidua.problem_version(bigint, uuid, jsonb) to thidua_command, thidua_api;
