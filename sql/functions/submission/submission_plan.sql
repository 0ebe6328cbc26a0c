-- The plan that a report answers: the one named, if it is issued, of the family and one's own or of somebody above; where
-- none is named, the nearest such plan.
create or replace function thidua.submission_plan(p_path text, p_root_plan_id uuid, p_plan_id uuid) returns uuid
language plpgsql stable
set search_path = thidua, pg_temp
as $$
declare
  v_plan uuid;
begin
  select id into v_plan
  from plan
  where root_id = p_root_plan_id and state in ('issued', 'closed') and starts_with(p_path, organisation_path)
    and (p_plan_id is null or id = p_plan_id)
  order by length(organisation_path) desc
  limit 1;
  if v_plan is null then
    perform problem_invalid('/plan_id', 'not_found');
  end if;
  return v_plan;
end
$$;

alter function thidua.submission_plan(text, uuid, uuid) owner to thidua_owner;
grant execute on function thidua.submission_plan(text, uuid, uuid) to thidua_command;
