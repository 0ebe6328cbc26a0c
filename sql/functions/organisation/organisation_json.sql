-- An organisation as the API shows it. Written so that the planner can put it into the query: the hot path.
create or replace function thidua.organisation_json(o thidua.organisation) returns json
language sql stable parallel safe
return json_build_object('id', o.id, 'system', o.system, 'level', o.level, 'parent_id', o.parent_id, 'code', o.code,
  'kind', o.kind, 'name', o.name, 'name_en', o.name_en, 'short_name', o.short_name, 'state', o.state,
  'founded_on', o.founded_on, 'dissolved_on', o.dissolved_on, 'version', o.version,
  'created_at', thidua.json_time(o.created_at), 'updated_at', thidua.json_time(o.updated_at));

alter function thidua.organisation_json(thidua.organisation) owner to thidua_owner;
grant execute on function thidua.organisation_json(thidua.organisation) to thidua_command, thidua_api;
