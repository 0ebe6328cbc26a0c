-- The reports of a list, the latest first.
create or replace function thidua.submission_page(p_organisation uuid, p_parent uuid, p_period uuid, p_plan uuid,
  p_states text[], p_warnings boolean, p_before uuid, p_rows integer) returns setof thidua.submission
language plpgsql stable rows 50
set search_path = thidua, pg_temp
set plan_cache_mode = force_custom_plan
as $$
declare
  v_lo text := scope_lo();
  v_hi text := scope_hi();
  v_length integer;
  v_periods uuid[];
begin
  if p_organisation is not null then
    select path, path || '~' into v_lo, v_hi from organisation where id = p_organisation and scope_covers(path);
  end if;
  if p_parent is not null then
    select greatest(v_lo collate "C", path || ' '), least(v_hi collate "C", path || '~'), length(path) + 4
    into v_lo, v_hi, v_length
    -- Below the own parent one finds oneself.
    from organisation where id = p_parent and (scope_covers(path) or path = any (scope_ancestors()));
  end if;
  if p_plan is not null then
    v_periods := array(select d.id from period d join plan p on p.root_id = d.plan_id where p.id = p_plan);
  end if;
  return query
  select s.*
  from submission s
  where s.organisation_path >= v_lo and s.organisation_path < v_hi
    and (v_length is null or length(s.organisation_path) = v_length)
    and (p_period is null or s.period_id = p_period)
    and (v_periods is null or s.period_id = any (v_periods))
    and (p_states is null or s.state = any (p_states))
    and (p_warnings is null or (s.warnings <> '[]') = p_warnings)
    and (p_before is null or s.id < p_before)
  order by s.id desc
  limit p_rows;
end
$$;

alter function thidua.submission_page(uuid, uuid, uuid, uuid, text[], boolean, uuid, integer) owner to thidua_owner;
grant execute on function thidua.submission_page(uuid, uuid, uuid, uuid, text[], boolean, uuid, integer) to thidua_api;
