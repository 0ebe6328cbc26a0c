-- How far down a level stands in its system; a child stands lower than its parent, but groups may hold groups.
create or replace function thidua.organisation_rank(p_level text) returns integer
language sql immutable parallel safe
return case p_level when 'central' then 1 when 'province' then 2 when 'upper' then 3 when 'commune' then 3
  when 'grassroots' then 4 when 'unit' then 4 when 'group' then 5 end;

alter function thidua.organisation_rank(text) owner to thidua_owner;
grant execute on function thidua.organisation_rank(text) to thidua_command, thidua_api;
