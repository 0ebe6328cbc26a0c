--   $1 id  $2 version
select body from thidua.plan_delete($1::uuid, $2)
