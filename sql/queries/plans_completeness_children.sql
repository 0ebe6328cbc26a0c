--   $1 plan  $2 organisation  $3 period  $4 path of the last child seen  $5 limit
select body, next from thidua.plan_completeness_children($1::uuid, $2::uuid, $3::uuid, $4, $5)
