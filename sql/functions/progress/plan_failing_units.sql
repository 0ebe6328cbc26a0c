-- The organisations that keep a target of kind unit_share or binary from being met, in the order of the tree.
create or replace function thidua.plan_failing_units(p_plan_id uuid, p_target_id uuid, p_organisation_id uuid,
  p_period_id uuid, p_after text, p_limit text, out body text, out next text)
returns setof record
language plpgsql stable
set search_path = thidua, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  w record;
  r measure_rule;
begin
  select * into w from progress_place(p_plan_id, p_organisation_id, p_period_id);
  if not found then
    return;
  end if;
  select m.* into r
  from target t
  join measure_rule m on m.root_plan_id = (w.plan).root_id and m.indicator_id = t.indicator_id
    and m.nested_minimum is not distinct from t.nested_minimum and m.kind in ('unit_share', 'binary')
  where t.id = p_target_id and t.plan_id = p_plan_id;
  if not found then
    return;
  end if;
  return query
  select a.body, a.next
  from (
    select array_agg(json_build_object('organisation', organisation_ref(u.organisation), 'reason', u.reason,
             'value', u.value)::text order by u.path) as items,
           array_agg(u.path order by u.path) as places
    from (
      select o as organisation, d.organisation_path as path,
             case when g.accepted then 'not_met' when s.state = 'submitted' then 'not_accepted' else 'missing' end as reason,
             case when r.nested_minimum is not null and (g.accepted or s.state = 'submitted')
               then coalesce(a.values, s.values) -> r.code ->> 'numerator' end as value
      from duty d
      left join submission a on a.period_id = d.period_id and a.organisation_path = d.organisation_path
        and a.state = 'accepted'
      left join submission s on s.period_id = d.period_id and s.organisation_path = d.organisation_path
        and s.state in ('draft', 'submitted', 'returned')
      join organisation o on o.id = d.organisation_id
      cross join lateral (select coalesce(value_given(r.kind, r.nested_minimum, a.values -> r.code), false) as accepted) g
      where d.period_id = (w.period).id
        and d.organisation_path >= greatest((w.organisation).path collate "C", p_after || ' ')
        and d.organisation_path < (w.organisation).path || '~'
        and indicator_owed(r, d.organisation_path, d.level, d.populations)
        and not (g.accepted and value_met(r.nested_minimum, a.values -> r.code))
      order by d.organisation_path
      limit page_limit(p_limit) + 1
    ) u
  ) p
  cross join lateral page_answer(p.items, p.places, p_limit) a;
end
$$;

alter function thidua.plan_failing_units(uuid, uuid, uuid, uuid, text, text) owner to thidua_owner;
grant execute on function thidua.plan_failing_units(uuid, uuid, uuid, uuid, text, text) to thidua_api;
