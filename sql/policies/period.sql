-- Seen with the family's root plan, changed by who may change that.
alter table thidua.period enable row level security;
grant select on thidua.period to thidua_api;
grant select, insert, update on thidua.period to thidua_command;

drop policy if exists period_read on thidua.period;
-- Not "exists": the planner would read all plans first to answer that for a single period.
create policy period_read on thidua.period for select to thidua_api, thidua_command using (
  (select true from thidua.plan p where p.id = plan_id));

drop policy if exists period_insert on thidua.period;
create policy period_insert on thidua.period for insert to thidua_command with check (
  exists (select from thidua.plan p where p.id = plan_id
    and p.organisation_path >= thidua.scope_lo() and p.organisation_path < thidua.scope_hi()));

drop policy if exists period_update on thidua.period;
create policy period_update on thidua.period for update to thidua_command using (
  exists (select from thidua.plan p where p.id = plan_id
    and p.organisation_path >= thidua.scope_lo() and p.organisation_path < thidua.scope_hi()))
with check (
  exists (select from thidua.plan p where p.id = plan_id
    and p.organisation_path >= thidua.scope_lo() and p.organisation_path < thidua.scope_hi()));
