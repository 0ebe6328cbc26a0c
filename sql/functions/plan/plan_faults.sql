-- What is wrong with the phases, movements and targets that a client sends, all of it, each at its place.
--   p_phases  codes of the phases that the plan will have
create or replace function thidua.plan_faults(p_body jsonb, p_phases text[]) returns jsonb
language plpgsql stable
set search_path = thidua, pg_temp
as $$
begin
  return (
    select jsonb_agg(problem_error(f.pointer, f.code, f.params) order by f.part, f.place, f.pointer, f.code)
    from (
      select 1 as part, h.place, '/phases/' || h.place || f.member as pointer, f.code, '{}'::jsonb as params
      from (
        select number - 1 as place, h, count(*) over (partition by h ->> 'code') as same
        from jsonb_array_elements(p_body -> 'phases') with ordinality x (h, number)
      ) h
      cross join lateral (values ('/ends_on', 'dates_reversed', (h.h ->> 'ends_on')::date < (h.h ->> 'starts_on')::date),
        ('/code', 'repeated', h.same > 1)) f (member, code, wrong)
      where f.wrong
      union all
      select 2, x.number - 1, '/movement_ids/' || x.number - 1, case when m.id is null then 'not_found' else 'repeated' end, '{}'
      from (
        select number, id, count(*) over (partition by id) as same
        from jsonb_array_elements_text(p_body -> 'movement_ids') with ordinality x (id, number)
      ) x
      left join movement m on m.id = x.id::uuid
      where m.id is null or x.same > 1
      union all
      select 3, f.place, '/targets/' || f.place || f.member, f.code, f.params
      from target_faults(p_body -> 'targets', p_phases) f
    ) f);
end
$$;

alter function thidua.plan_faults(jsonb, text[]) owner to thidua_command;
