--   $1 id  $2 kind  $3 day  $4 body
select body from thidua.population_put($1::uuid, $2, $3::date, ($4::jsonb ->> 'value')::bigint)
