-- Which levels a system has.
create or replace function thidua.organisation_level_known(p_system text, p_level text) returns boolean
language sql immutable parallel safe
return coalesce(p_level = any (case p_system
  when 'union' then '{central,province,upper,grassroots,group}'::text[]
  when 'government' then '{central,province,commune,unit}'
  else '{central,province,upper,commune,grassroots,unit,group}' end), false);

alter function thidua.organisation_level_known(text, text) owner to thidua_owner;
grant execute on function thidua.organisation_level_known(text, text) to thidua_command;
