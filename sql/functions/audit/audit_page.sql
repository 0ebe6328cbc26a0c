-- The newest entries about one record or about a subtree.
create or replace function thidua.audit_page(p_subject uuid, p_organisation uuid, p_action text, p_before uuid, p_rows integer)
returns setof thidua.audit_event
language plpgsql stable
set search_path = thidua, pg_temp
set plan_cache_mode = force_custom_plan
as $$
declare
  v_lo text := scope_lo();
  v_hi text := scope_hi();
begin
  perform scope_require_role('administrator', 'auditor', 'approver');
  if p_organisation is not null then
    select o.path, o.path || '~' into v_lo, v_hi from organisation o where o.id = p_organisation and scope_covers(o.path);
  end if;
  return query
  select * from audit_event e
  where e.subject_path >= v_lo and e.subject_path < v_hi
    and (p_subject is null or e.subject_id = p_subject)
    and (p_action is null or e.action = p_action)
    and (p_before is null or e.id < p_before)
  order by e.id desc
  limit p_rows;
end
$$;

alter function thidua.audit_page(uuid, uuid, text, uuid, integer) owner to thidua_owner;
grant execute on function thidua.audit_page(uuid, uuid, text, uuid, integer) to thidua_api;
