-- Accepts many reports, all or none. Every one that stands in the way is named by its place.
create or replace function thidua.submission_accept_many(p_body jsonb, out body text, out etag text, out location text)
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_faults jsonb;
  v_taken jsonb;
begin
  perform scope_require_role('approver');
  -- In the order of ids, so that two such requests never wait for each other.
  perform from submission
  where id in (select (i ->> 'id')::uuid from jsonb_array_elements(p_body -> 'items') i)
  order by id for update;
  select jsonb_agg(problem_error('/items/' || i.place, i.fault) order by i.place) filter (where i.fault is not null),
         jsonb_agg(i.submission order by i.place)
  into v_faults, v_taken
  from (
    select x.number - 1 as place, to_jsonb(s.id) as submission,
           case when s.id is null then 'not_found'
             when count(*) over (partition by s.id) > 1 then 'repeated'
             when s.version <> (x.item ->> 'version')::bigint then 'version_mismatch'
             when not 'accept' = any (workflow_actions('submission', s.state, s.organisation_path))
               then case when s.state = 'submitted' then 'not_allowed' else 'wrong_state' end
             when s.submitted_by = scope_user() then 'not_own_report' end as fault
    from jsonb_array_elements(p_body -> 'items') with ordinality x (item, number)
    left join submission s on s.id = (x.item ->> 'id')::uuid
  ) i;
  if v_faults is not null then
    perform problem('validation-failed', v_faults);
  end if;
  select json_build_object('items', json_agg(json_build_object('id', t.id, 'state', t.state, 'version', t.version) order by i.number))
  into body
  from jsonb_array_elements_text(v_taken) with ordinality i (id, number)
  join submission s on s.id = i.id::uuid
  cross join lateral submission_take(s) t;
end
$$;

alter function thidua.submission_accept_many(jsonb) owner to thidua_command;
grant execute on function thidua.submission_accept_many(jsonb) to thidua_api;
