-- Schema, rights and the folding of text for search. Roles are made before, by the cluster's superuser:
--   thidua_owner    owns tables and the functions that must see across scopes (sign-in, roll-up)
--   thidua_command  owns the functions that change data; row level security binds it
--   thidua_api      the service; reads under row level security, changes only through functions
--   thidua_worker   the background program; calls functions only
begin;

create schema thidua authorization thidua_owner;
grant usage on schema thidua to thidua_command, thidua_api, thidua_worker;
grant create on schema thidua to thidua_command;
-- Not "in schema": what PUBLIC has by default can only be taken away for the whole database.
alter default privileges for role thidua_owner revoke execute on functions from public;
alter default privileges for role thidua_command revoke execute on functions from public;

-- unaccent's rules also turn đ into d, which Unicode decomposition does not.
create extension if not exists unaccent with schema public;
create extension if not exists btree_gist with schema public;

create function thidua.fold_text(source text) returns text
language sql immutable strict parallel safe
set search_path = pg_catalog
return lower(public.unaccent('public.unaccent'::regdictionary, normalize(source, nfc)));

-- Text for search, and what is searched for, as words alone: codes like HY.01-002 fall into their parts on both sides.
create function thidua.fold_words(source text) returns text
language sql immutable strict parallel safe
set search_path = pg_catalog
return btrim(regexp_replace(thidua.fold_text(source), '[\s!-/:-@[-`{-~]+', ' ', 'g'));

-- Time-ordered ids (RFC 9562, version 7): new rows land side by side in every index. The twelve bits after the version carry
-- the time on below the millisecond, so that what one transaction writes keeps its order.
create function thidua.uuid_v7() returns uuid
language sql volatile parallel safe
return (overlay(lpad(to_hex((extract(epoch from clock_timestamp()) * 4096000)::bigint), 15, '0') placing '7' from 13 for 0)
  || right(gen_random_uuid()::text, 17))::uuid;

grant execute on function thidua.fold_text(text), thidua.fold_words(text), thidua.uuid_v7()
  to thidua_command, thidua_api, thidua_worker;

commit;
