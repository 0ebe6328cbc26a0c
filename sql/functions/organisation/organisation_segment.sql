-- The n-th child's part of a path: four characters, 0-9A-Z, in order; 1 679 615 children at most.
create or replace function thidua.organisation_segment(p_number bigint) returns text
language sql immutable strict parallel safe
return (
  select string_agg(substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 1 + (p_number / power.of % 36)::integer, 1), '' order by power.of desc)
  from (values (1), (36), (1296), (46656)) power (of));

alter function thidua.organisation_segment(bigint) owner to thidua_owner;
grant execute on function thidua.organisation_segment(bigint) to thidua_command;
