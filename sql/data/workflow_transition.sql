-- Who may do what in which state. The table is what this file says and nothing else.
create temp table wanted on commit drop as
select * from (values
  ('plan', 'draft', 'update', 'draft', 'reporter', 'self', '{}'),
  ('plan', 'draft', 'update', 'draft', 'approver', 'self', '{}'),
  ('plan', 'draft', 'delete', 'deleted', 'reporter', 'self', '{}'),
  ('plan', 'draft', 'delete', 'deleted', 'approver', 'self', '{}'),
  ('plan', 'draft', 'issue', 'issued', 'approver', 'self', '{complete,not_weaker_than_parent}'),
  ('plan', 'issued', 'close', 'closed', 'approver', 'self', '{}'),
  ('plan', 'issued', 'withdraw', 'withdrawn', 'approver', 'self', '{reason}'),
  ('submission', 'draft', 'update', 'draft', 'reporter', 'self', '{}'),
  ('submission', 'draft', 'update', 'draft', 'approver', 'self', '{}'),
  ('submission', 'draft', 'submit', 'submitted', 'reporter', 'self', '{complete}'),
  ('submission', 'draft', 'submit', 'submitted', 'approver', 'self', '{complete}'),
  ('submission', 'draft', 'withdraw', 'withdrawn', 'reporter', 'self', '{}'),
  ('submission', 'draft', 'withdraw', 'withdrawn', 'approver', 'self', '{}'),
  ('submission', 'submitted', 'return', 'returned', 'approver', 'parent', '{reason}'),
  ('submission', 'submitted', 'accept', 'accepted', 'approver', 'parent', '{not_own_report}'),
  ('submission', 'submitted', 'withdraw', 'withdrawn', 'reporter', 'self', '{reason}'),
  ('submission', 'submitted', 'withdraw', 'withdrawn', 'approver', 'self', '{reason}'),
  ('submission', 'returned', 'update', 'returned', 'reporter', 'self', '{}'),
  ('submission', 'returned', 'update', 'returned', 'approver', 'self', '{}'),
  ('submission', 'returned', 'submit', 'submitted', 'reporter', 'self', '{complete}'),
  ('submission', 'returned', 'submit', 'submitted', 'approver', 'self', '{complete}'),
  ('submission', 'returned', 'withdraw', 'withdrawn', 'reporter', 'self', '{reason}'),
  ('submission', 'returned', 'withdraw', 'withdrawn', 'approver', 'self', '{reason}'),
  ('submission', 'accepted', 'correct', 'accepted', 'reporter', 'self', '{reason}'),
  ('submission', 'accepted', 'correct', 'accepted', 'approver', 'self', '{reason}')
) w (workflow, from_state, command, to_state, role, relation, conditions);

delete from thidua.workflow_transition t
where not exists (select from wanted w where (w.workflow, w.from_state, w.command, w.role, w.relation)
  = (t.workflow, t.from_state, t.command, t.role, t.relation));

insert into thidua.workflow_transition (workflow, from_state, command, to_state, role, relation, conditions)
select workflow, from_state, command, to_state, role, relation, conditions::text[] from wanted
on conflict (workflow, from_state, command, role, relation) do update
set to_state = excluded.to_state, conditions = excluded.conditions;

drop table wanted;
