--   $1 id
select thidua.user_json(u.id)::text as body, u.version::text as etag
from thidua.user_account u
where u.id = $1::uuid
