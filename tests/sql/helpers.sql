-- What the tests share: schema test, in the test database only.
\set ON_ERROR_STOP on
set client_min_messages = warning;
create extension if not exists pgtap with schema public;
create schema if not exists test;
grant usage on schema test to thidua_api, thidua_command, thidua_worker;

-- Ids of the fixtures: test.org('111'), test.usr('approver.111').
create or replace function test.org(p_digits text) returns uuid language sql immutable
return ('00000000-0000-7000-8000-' || lpad(p_digits, 12, '0'))::uuid;

create or replace function test.usr(p_username text) returns uuid language sql stable security definer
as $$ select id from thidua.user_account where username = p_username $$;

-- A sign-in of that account, as the service would begin it; returns the session.
create or replace function test.sign_in(p_username text, p_organisation uuid default null) returns uuid
language sql volatile security definer
as $$ select session_id from thidua.auth_session_start(test.usr(p_username), p_organisation, 'test') $$;

-- Enters the scope of an account for the rest of the transaction, through a real session. Call it, then `set local role thidua_api`.
create or replace function test.enter(p_username text, p_organisation uuid default null) returns void
language plpgsql volatile security definer
as $$
declare
  v_claims record;
begin
  select * into strict v_claims from thidua.auth_session_start(test.usr(p_username), p_organisation, 'test');
  perform thidua.scope_enter(v_claims.user_id, v_claims.organisation_id, v_claims.session_id, v_claims.scope_version,
    v_claims.roles, '00000000-0000-7000-8000-00000000beef');
end
$$;

-- Leaves it, the way the end of a transaction does: settings become ''.
create or replace function test.leave() returns void language sql volatile
as $$
select set_config('thidua.' || name, '', true)
from unnest('{user_id,organisation_id,session_id,path_lo,path_hi,ancestors,level,roles,request_id}'::text[]) name
$$;

-- Runs a statement that must be refused by problem(); returns its slug and detail: {slug, errors, extra}. Null: it was not.
create or replace function test.problem(p_sql text) returns jsonb language plpgsql volatile
as $$
declare
  v_slug text;
  v_detail text;
begin
  execute p_sql;
  return null;
exception when sqlstate 'TDPRB' then
  get stacked diagnostics v_slug = message_text, v_detail = pg_exception_detail;
  return v_detail::jsonb || jsonb_build_object('slug', v_slug);
end
$$;

-- The statements of sql/queries by name, and how to send one: a row as {body, etag, location, next, …}, body parsed. Parameters are text.
create table test.query (name text primary key, sql text not null);
grant select on test.query to public;

create or replace function test.run(p_name text, variadic p text[] default '{}') returns setof jsonb language plpgsql volatile
as $$
declare
  v_row jsonb;
begin
  for v_row in execute format('select to_jsonb(r) from (%s) r', (select sql from test.query where name = p_name))
    using p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9] loop
    return next v_row || case when v_row ->> 'body' is not null then jsonb_build_object('body', (v_row ->> 'body')::jsonb) else '{}' end;
  end loop;
end
$$;

-- The body of the one row of a query; null where there is none (404).
create or replace function test.body(p_name text, variadic p text[] default '{}') returns jsonb language sql volatile
as $$ select r -> 'body' from test.run(p_name, variadic p) r $$;

-- The problem that a query is refused with, as test.problem.
create or replace function test.refused(p_name text, variadic p text[] default '{}') returns jsonb language sql volatile
as $$ select test.problem(format('select test.run(%L, variadic %L)', p_name, p)) $$;
