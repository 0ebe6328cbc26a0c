-- Whether a path lies in the actor's own subtree. In queries over many rows write the range itself, so that an index serves it.
create or replace function thidua.scope_covers(p_path text) returns boolean
language sql stable parallel safe
return coalesce(p_path collate "C" >= thidua.scope_lo() and p_path collate "C" < thidua.scope_hi(), false);

alter function thidua.scope_covers(text) owner to thidua_owner;
grant execute on function thidua.scope_covers(text) to thidua_command, thidua_api, thidua_worker;
