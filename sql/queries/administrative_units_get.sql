--   $1 code
select thidua.administrative_unit_json(u)::text as body
from thidua.administrative_unit u
where u.code = $1
