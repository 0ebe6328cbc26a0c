--   $1 plan  $2 organisation  $3 period  $4 target
select body from thidua.plan_progress($1::uuid, $2::uuid, $3::uuid, $4::uuid) p (body)
