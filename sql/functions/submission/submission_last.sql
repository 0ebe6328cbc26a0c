-- The report that was accepted for the family's period before this one, if any.
create or replace function thidua.submission_last(p_organisation_id uuid, p_period thidua.period)
returns setof thidua.submission
language sql stable
as $$
  select s.*
  from (
    select d.id
    from thidua.period d
    where d.plan_id = p_period.plan_id and d.ends_on < p_period.ends_on
    order by d.ends_on desc
    limit 1
  ) before
  join thidua.submission s on s.period_id = before.id and s.organisation_id = p_organisation_id and s.state = 'accepted'
$$;

alter function thidua.submission_last(uuid, thidua.period) owner to thidua_owner;
grant execute on function thidua.submission_last(uuid, thidua.period) to thidua_command, thidua_api;
