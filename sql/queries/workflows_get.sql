-- The transitions of a workflow, as data.
--   $1 workflow
select json_build_object('workflow', $1::text, 'transitions', json_agg(json_build_object('from_state', t.from_state,
    'command', t.command, 'to_state', t.to_state, 'role', t.role, 'relation', t.relation, 'conditions', t.conditions)
    order by t.from_state, t.command, t.role, t.relation))::text as body
from thidua.workflow_transition t
where t.workflow = $1
having count(*) > 0
