-- Begins a report under the client's id. A repetition of the same write is answered like the first time; anything else
-- that would overwrite is refused.
create or replace function thidua.submission_put(p_id uuid, p_body jsonb, out body text, out etag text, out location text)
returns setof record
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_known submission;
begin
  select * into v_known from submission where id = p_id;
  if not found then
    begin
      return query select * from submission_create(p_id, p_body);
      return;
    exception when unique_violation or sqlstate 'TDPRB' then
      select * into v_known from submission where id = p_id; -- the same write may have come twice at once
      if not found then
        raise;
      end if;
    end;
  end if;
  if v_known.mutation_id is null or v_known.mutation_id is distinct from (p_body ->> 'mutation_id')::uuid then
    perform problem_version(v_known.version, v_known.mutation_id, submission_json(v_known)::jsonb);
  end if;
  return query select submission_json(v_known)::text, v_known.version::text, '/v1/submissions/' || v_known.id;
end
$$;

alter function thidua.submission_put(uuid, jsonb) owner to thidua_command;
grant execute on function thidua.submission_put(uuid, jsonb) to thidua_api;
