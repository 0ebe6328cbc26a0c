-- An active organisation of the own subtree, as a command needs it; otherwise a fault at the member that named it.
create or replace function thidua.organisation_require(p_organisation uuid, p_pointer text) returns thidua.organisation
language plpgsql stable
set search_path = thidua, pg_temp
as $$
declare
  v_organisation organisation;
begin
  select * into v_organisation from organisation o
  where o.id = p_organisation and o.path >= scope_lo() and o.path < scope_hi();
  if v_organisation.id is null then
    perform problem_invalid(p_pointer, 'not_found');
  elsif v_organisation.state <> 'active' then
    perform problem('organisation-dissolved');
  end if;
  return v_organisation;
end
$$;

alter function thidua.organisation_require(uuid, text) owner to thidua_command;
