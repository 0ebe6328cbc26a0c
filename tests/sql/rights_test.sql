-- What the catalogue must say of every table and function, whoever adds one.
begin;
select no_plan();

select is(c.relrowsecurity, true, 'row level security is on: ' || c.relname)
from pg_class c
where c.relnamespace = 'thidua'::regnamespace and c.relkind in ('r', 'p')
order by c.relname;

select ok(exists (select from pg_policy p where p.polrelid = c.oid) or not has_any_column_privilege('thidua_api', c.oid, 'select'),
  'has a policy, or nothing is granted: ' || c.relname)
from pg_class c
where c.relnamespace = 'thidua'::regnamespace and c.relkind in ('r', 'p')
order by c.relname;

select is(pg_get_userbyid(c.relowner)::text, 'thidua_owner', 'belongs to the owner: ' || c.relname)
from pg_class c
where c.relnamespace = 'thidua'::regnamespace and c.relkind in ('r', 'p', 'v', 'S')
order by c.relname;

select ok(not c.relforcerowsecurity, 'the owner''s functions see across scopes: ' || c.relname)
from pg_class c
where c.relnamespace = 'thidua'::regnamespace and c.relkind in ('r', 'p')
order by c.relname;

select ok(not has_table_privilege(role, c.oid, what), format('%s may not %s: %s', role, what, c.relname))
from pg_class c
cross join (values ('thidua_api', 'insert'), ('thidua_api', 'update'), ('thidua_api', 'delete'), ('thidua_api', 'truncate'),
  ('thidua_worker', 'select'), ('thidua_worker', 'insert'), ('thidua_worker', 'update'), ('thidua_worker', 'delete'),
  ('thidua_worker', 'truncate'), ('thidua_command', 'truncate')) denied (role, what)
where c.relnamespace = 'thidua'::regnamespace and c.relkind in ('r', 'p', 'v')
order by c.relname, role, what;

select ok(not has_column_privilege(role, 'thidua.user_account', 'password_hash', 'select'), role || ' does not read hashes')
from unnest('{thidua_api,thidua_command,thidua_worker}'::text[]) role;

select ok(not has_table_privilege('thidua_command', 'thidua.audit_event', what), 'nobody may ' || what || ' the trail')
from unnest('{insert,update,delete}'::text[]) what;

-- A view is only as safe as the role it reads with.
select ok(coalesce('security_invoker=true' = any (c.reloptions), false), 'reads with the caller''s rights: ' || c.relname)
from pg_class c
where c.relnamespace = 'thidua'::regnamespace and c.relkind = 'v';

select ok(exists (
    select from pg_index i
    where i.indrelid = f.conrelid and i.indpred is null
      and (i.indkey::smallint[])[0:cardinality(f.conkey) - 1] @> f.conkey),
  'is indexed: ' || f.conname)
from pg_constraint f
where f.contype = 'f' and f.connamespace = 'thidua'::regnamespace
order by f.conname;

select ok(not exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0),
  'PUBLIC may not call ' || p.oid::regprocedure)
from pg_proc p
where p.pronamespace = 'thidua'::regnamespace
order by p.proname;

select ok(exists (select from unnest(p.proconfig) c where c like 'search_path=%pg_temp'),
  'has a fixed search path: ' || p.oid::regprocedure)
from pg_proc p
where p.pronamespace = 'thidua'::regnamespace and p.prosecdef
order by p.proname;

select ok(pg_get_userbyid(p.proowner) in ('thidua_owner', 'thidua_command'), 'belongs to one of the two: ' || p.oid::regprocedure)
from pg_proc p
where p.pronamespace = 'thidua'::regnamespace
order by p.proname;

-- Whoever calls a policy's function must be allowed to: otherwise every query of his fails.
select ok(has_function_privilege(role, p.oid, 'execute'), format('%s may call %s', role, p.oid::regprocedure))
from pg_proc p
cross join unnest('{thidua_api,thidua_command}'::text[]) role
where p.pronamespace = 'thidua'::regnamespace and p.proname in ('scope_lo', 'scope_hi', 'scope_ancestors', 'scope_user')
order by 1;

select ok(not has_schema_privilege(role, 'thidua', 'create'), role || ' makes nothing')
from unnest('{thidua_api,thidua_worker}'::text[]) role;

select ok(not rolsuper and not rolbypassrls, rolname || ' has no way round')
from pg_roles where rolname in ('thidua_owner', 'thidua_command', 'thidua_api', 'thidua_worker');

select * from finish();
rollback;
