-- The same counts for each organisation directly below, a page of them.
create or replace function thidua.plan_completeness_children(p_plan_id uuid, p_organisation_id uuid, p_period_id uuid,
  p_after text, p_limit text, out body text, out next text)
returns setof record
language plpgsql stable
set search_path = thidua, pg_temp
set plan_cache_mode = force_generic_plan
as $$
declare
  w record;
begin
  select * into w from progress_place(p_plan_id, p_organisation_id, p_period_id);
  if not found then
    return;
  end if;
  return query
  select a.body, a.next
  from (
    select array_agg(json_build_object('organisation', organisation_ref(c.child), 'counts', n.counts)::text order by c.path) as items,
           array_agg(c.path order by c.path) as places
    from progress_children((w.organisation).id, (w.period).id, p_after, page_limit(p_limit) + 1) c
    cross join lateral completeness_counts((w.plan).root_id, (w.period).id, c.path, c.hi, c.level) n
  ) p
  cross join lateral page_answer(p.items, p.places, p_limit) a;
end
$$;

alter function thidua.plan_completeness_children(uuid, uuid, uuid, text, text) owner to thidua_owner;
grant execute on function thidua.plan_completeness_children(uuid, uuid, uuid, text, text) to thidua_api;
