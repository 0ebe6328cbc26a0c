--   $1 plan  $2 organisation  $3 period  $4 target  $5 path of the last child seen  $6 limit
select body, next from thidua.plan_progress_children($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6)
