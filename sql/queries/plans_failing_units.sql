--   $1 plan  $2 target  $3 organisation  $4 period  $5 path of the last organisation seen  $6 limit
select body, next from thidua.plan_failing_units($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6)
