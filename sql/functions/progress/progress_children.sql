-- The organisations directly below one, in the order of the tree, with the range of their paths; dissolved ones where they
-- had something to report.
create or replace function thidua.progress_children(p_organisation_id uuid, p_period_id uuid, p_after text, p_rows integer)
returns table (child thidua.organisation, path text, hi text, level text)
language sql stable
as $$
  select c, c.path, c.path || '~', c.level
  from thidua.organisation c
  where c.parent_id = p_organisation_id and (p_after is null or c.path > p_after)
    and (c.state = 'active'
      or exists (select from thidua.duty d where d.period_id = p_period_id and d.organisation_id = c.id)
      or exists (select from thidua.rollup_total t where t.period_id = p_period_id and t.path = c.path))
  order by c.path
  limit p_rows
$$;

alter function thidua.progress_children(uuid, uuid, text, integer) owner to thidua_owner;
grant execute on function thidua.progress_children(uuid, uuid, text, integer) to thidua_api;
