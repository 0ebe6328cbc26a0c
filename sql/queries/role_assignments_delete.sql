-- One row without a body when the role has ended.
--   $1 id
select body from thidua.role_assignment_delete($1::uuid)
