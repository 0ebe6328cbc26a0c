begin;

-- With everything that the repeatable files made in it.
drop schema thidua cascade;
alter default privileges for role thidua_owner grant execute on functions to public;
alter default privileges for role thidua_command grant execute on functions to public;
drop extension if exists btree_gist;
drop extension if exists unaccent;

commit;
