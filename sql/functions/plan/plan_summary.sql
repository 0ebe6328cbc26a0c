-- A plan without its contents, as lists show it.
create or replace function thidua.plan_summary(p thidua.plan, o thidua.organisation) returns json
language sql stable parallel safe
as $$
  select json_build_object('id', p.id, 'organisation_id', p.organisation_id, 'organisation', thidua.organisation_ref(o),
    'parent_id', p.parent_id, 'root_id', p.root_id, 'symbol', p.symbol, 'title', p.title, 'place', p.place,
    'document_date', p.document_date, 'signer_authority', p.signer_authority, 'summary', p.summary,
    'source_type', p.source_type, 'child_plan_days', p.child_plan_days, 'state', p.state,
    'issued_at', thidua.json_time(p.issued_at), 'issued_by', p.issued_by, 'mutation_id', p.mutation_id,
    'version', p.version, 'created_by', p.created_by, 'created_at', thidua.json_time(p.created_at),
    'updated_at', thidua.json_time(p.updated_at),
    'allowed_actions', thidua.plan_actions(p))
$$;

alter function thidua.plan_summary(thidua.plan, thidua.organisation) owner to thidua_owner;
grant execute on function thidua.plan_summary(thidua.plan, thidua.organisation) to thidua_command, thidua_api;
