-- The table of transitions against who stands where: every state, command, role and place.
begin;
select no_plan();
set local search_path = thidua, public, pg_temp;

select set_eq($$ select distinct workflow from workflow_transition $$, '{plan,submission}'::text[], 'two workflows');
select is_empty($$ select * from workflow_transition t where not exists (select from unnest(
  '{viewer,reporter,approver,reward_secretary,council_member,inspector,administrator,auditor,service}'::text[]) r where r = t.role) $$, 'roles that exist');

-- The subject belongs to T.1.1; the actors stand everywhere else.
create temp table actor (username text, path text, relation text, role text);
insert into actor
select u.username, o.path, case o.code when 'T.1.1' then 'self' when 'T.1' then 'parent' when 'T' then 'above' else 'elsewhere' end, split_part(u.username, '.', 1)
from user_account u join organisation o on o.id = u.organisation_id
where o.code in ('T', 'T.1', 'T.1.1', 'T.1.1.1', 'T.1.2', 'T.2');

create function pg_temp.check_all() returns setof text language plpgsql as $$
declare
  a record;
  c record;
  v_state text;
  v_rows workflow_transition[];
  v_may boolean;
  v_got text;
  v_wrong text := '';
begin
  for a in select * from actor order by username loop
    perform test.leave();
    perform test.enter(a.username);
    for v_state in select distinct from_state from workflow_transition where workflow = 'submission' union values ('accepted'), ('superseded'), ('withdrawn') loop
      for c in select distinct command from workflow_transition where workflow = 'submission' loop
        v_rows := array(select t from workflow_transition t where t.workflow = 'submission' and t.from_state = v_state and t.command = c.command);
        v_may := exists (select from unnest(v_rows) t where t.role = a.role
          and (t.relation = a.relation or (t.relation = 'above' and a.relation = 'parent')));
        v_got := coalesce(test.problem(format('select thidua.workflow_next(%L, %L, %L, %L)', 'submission', v_state, c.command, '000100010001')) ->> 'slug', 'done');
        if v_got <> (case when v_may then 'done' when cardinality(v_rows) = 0 then 'invalid-state-transition' else 'role-required' end)
          or v_may <> (c.command = any (workflow_actions('submission', v_state, '000100010001'))) then
          v_wrong := v_wrong || format(' %s/%s/%s:%s', a.username, v_state, c.command, v_got);
        end if;
      end loop;
    end loop;
    return next is(v_wrong, '', 'commands of ' || a.username);
  end loop;
end
$$;
select pg_temp.check_all();

select test.leave();
select test.enter('approver.11');
set local role thidua_api;
select is(workflow_next('submission', 'submitted', 'accept', '000100010001'), 'accepted', 'a parent accepts');
select is(test.problem($$ select thidua.workflow_next('submission', 'draft', 'accept', '000100010001') $$),
  '{"slug": "invalid-state-transition", "extra": {"state": "draft", "allowed_actions": []}}', 'not what has not come in');
select is(test.problem($$ select thidua.workflow_next('submission', 'submitted', 'withdraw', '000100010001') $$),
  '{"slug": "role-required", "extra": {"state": "submitted", "allowed_actions": ["accept", "return"]}}', 'nor takes it back for the child');
select is(workflow_actions('submission', 'submitted', '0001000100010001'), '{}', 'a grandparent accepts nothing');
select is(workflow_actions('plan', 'draft', '00010001'), '{delete,issue,update}', 'the own plan');
reset role;
select test.leave();
select test.enter('approver.1');
set local role thidua_api;
select is(workflow_actions('submission', 'submitted', '0001'), '{accept,return,withdraw}', 'the root has nobody above: it decides itself');
reset role;
select test.leave();
set local role thidua_api;
select is(workflow_actions('submission', 'submitted', '0001'), '{}', 'without scope nobody may anything');
reset role;

-- A transition for those far above.
insert into workflow_transition (workflow, from_state, command, to_state, role, relation) values ('plan', 'issued', 'recall', 'draft', 'approver', 'above');
select test.enter('approver.1');
select is(workflow_actions('plan', 'issued', '000100010001'), '{recall}', 'above: the root');
select is(workflow_actions('plan', 'issued', '0001'), '{close,withdraw}', 'but not over itself');

set local role thidua_api;
select is(test.body('workflows_get', 'nothing'), null, 'a workflow that is not there');
select is(test.body('workflows_get', 'submission') ->> 'workflow', 'submission', 'as data');
select is(test.body('workflows_get', 'submission') #> '{transitions,0}',
  '{"from_state": "accepted", "command": "correct", "to_state": "accepted", "role": "approver", "relation": "self", "conditions": ["reason"]}', 'each with its conditions');

select * from finish();
rollback;
