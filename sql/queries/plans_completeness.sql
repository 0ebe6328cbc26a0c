--   $1 plan  $2 organisation  $3 period
select body from thidua.plan_completeness($1::uuid, $2::uuid, $3::uuid) p (body)
