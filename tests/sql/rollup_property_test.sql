-- Random histories: whatever order reports are begun, changed, sent, returned, accepted, corrected and withdrawn in, and
-- whenever deltas are folded, totals are what duties and reports say, and no report skips a state.
--   psql -v seed=0.5 -v steps=2000 … for another or a longer history
begin;
select no_plan();
\ir report_family.sql
\if :{?seed} \else \set seed 0.42 \endif
\if :{?steps} \else \set steps 500 \endif
select setseed(:seed);

-- A tree of its own shape under the fixtures' root: up to five levels, some unions right below a province, upper unions that
-- report themselves, populations that are unknown or none.
create function pg_temp.sprout(p_parent thidua.organisation, p_level text, p_count integer) returns void language plpgsql as $$
declare
  v_made thidua.organisation;
begin
  for i in 1 .. p_count loop
    insert into thidua.organisation (system, level, parent_id, path, code, kind, name)
    values ('union', p_level, p_parent.id, p_parent.path || upper(left(p_level, 1)) || lpad(i::text, 3, '0'),
      p_parent.code || '.' || upper(left(p_level, 1)) || i, 'made_up', 'Tổ chức ' || i)
    returning * into v_made;
    if random() < 0.8 then
      insert into thidua.population (organisation_id, kind, as_of, value) values (v_made.id, 'members', '2026-01-01', floor(random() * 40));
    end if;
    if p_level = 'province' then
      perform pg_temp.sprout(v_made, 'upper', floor(random() * 4)::integer), pg_temp.sprout(v_made, 'grassroots', 1);
    elsif p_level = 'upper' then
      perform pg_temp.sprout(v_made, 'grassroots', floor(random() * 6)::integer);
    end if;
  end loop;
end
$$;
select pg_temp.sprout(o, 'province', 4) from thidua.organisation o where code = 'T';
select pg_temp.sprout(o, 'group', 2) from thidua.organisation o where code = 'T.1.1.1';

select pg_temp.act('approver.1');
select pg_temp.indicator(code, kind, more::jsonb || '{"reporting_levels": ["grassroots", "upper", "group"]}') from (values
  ('R', 'ratio', '{"population_kind": "members"}'), ('D', 'ratio', '{}'), ('M', 'unit_share', '{}'), ('F', 'unit_share', '{}'),
  ('N', 'count', '{}'), ('W', 'text', '{}')) i (code, kind, more);
select pg_temp.keep('T', 'plans_create', pg_temp.plan_body(jsonb_build_object('id', pg_temp.id('T'))));
select pg_temp.keep('T', 'plans_issue', pg_temp.id('T')::text, '1', '{}');
select pg_temp.keep('P', 'periods_create', jsonb_build_object('id', pg_temp.id('2026'), 'plan_id', pg_temp.id('T'), 'code', '2026',
  'kind', 'year', 'starts_on', '2025-12-15', 'ends_on', '2026-12-14', 'due_at', now() - interval '1 day')::text);
select pg_temp.keep('P', 'periods_open', pg_temp.id('2026')::text, '1');
select pg_temp.act();
update thidua.duty set due_at = now() + interval '1 day' where random() < 0.5; -- half of them will be late

-- Acts for any organisation: as its reporter, or as the approver of the one above it.
create function pg_temp.act_for(p_path text, p_role text) returns void language plpgsql as $$
declare
  v_path text := case when p_role = 'approver' then left(p_path, -4) else p_path end;
begin
  perform set_config('role', 'none', true);
  perform set_config('thidua.user_id', md5(v_path || p_role), true), set_config('thidua.path_lo', v_path, true),
    set_config('thidua.path_hi', v_path || '~', true), set_config('thidua.roles', p_role, true),
    set_config('thidua.organisation_id', (select id::text from thidua.organisation where path = v_path), true),
    set_config('thidua.ancestors', (select '{' || coalesce(string_agg(left(v_path, n), ',' order by n), '') || '}'
      from generate_series(4, length(v_path) - 4, 4) n), true);
  perform set_config('role', 'thidua_api', true);
end
$$;

create function pg_temp.some_values() returns text language sql volatile as $$
  select jsonb_build_object('values', jsonb_strip_nulls(jsonb_build_object(
    'R', jsonb_build_object('numerator', floor(random() * 8)::text, 'denominator', case when random() < 0.7 then floor(8 + random() * 20)::text end),
    'D', jsonb_build_object('numerator', floor(random() * 5)::text, 'denominator', floor(5 + random() * 5)::text),
    'M', jsonb_build_object('numerator', floor(random() * 4)::text), 'F', jsonb_build_object('flag', random() < 0.5),
    'N', jsonb_build_object('numerator', floor(random() * 9)::text),
    'W', case when random() < 0.3 then '{"text": "x"}'::jsonb end)))::text
$$;

-- One random command to one random organisation's latest report; gives "did" or the problem's slug.
create function pg_temp.step() returns text language plpgsql as $$
declare
  v_path text := (select organisation_path from thidua.duty order by random() limit 1);
  s thidua.submission;
  v_command text := (array['create', 'update', 'update', 'submit', 'submit', 'submit', 'return', 'accept', 'accept', 'accept', 'accept', 'correct', 'withdraw'])
    [floor(1 + random() * 13)];
  v_role text := case when v_command in ('return', 'accept') and random() < 0.95 then 'approver' else 'reporter' end;
  v_slug text;
begin
  select * into s from thidua.submission where organisation_path = v_path order by number desc limit 1;
  if s.id is not null and random() < 0.3 then -- a command that is known not to fit is sent now and then, too
    v_command := case s.state when 'draft' then 'submit' when 'submitted' then 'accept' when 'returned' then 'submit' when 'accepted' then 'correct' else 'create' end;
    v_role := case when v_command = 'accept' then 'approver' else 'reporter' end;
  end if;
  perform pg_temp.act_for(v_path, v_role);
  begin
    case
      when v_command = 'create' or s.id is null then
        perform test.run('submissions_create', (jsonb_build_object('period_id', pg_temp.id('2026')) || pg_temp.some_values()::jsonb)::text);
      when v_command = 'accept' and random() < 0.3 then
        perform test.run('submissions_accept_many', jsonb_build_object('items', jsonb_build_array(jsonb_build_object('id', s.id, 'version', s.version)))::text);
      else
        perform test.run('submissions_' || v_command, s.id::text, s.version::text,
          case when v_command in ('update', 'submit') then pg_temp.some_values() else '{"reason": "x"}' end);
    end case;
    v_slug := 'did';
  exception when sqlstate 'TDPRB' then
    get stacked diagnostics v_slug = message_text;
  end;
  perform pg_temp.act();
  return v_slug;
end
$$;

-- What the duties and accepted reports of a subtree add up to, written down once more and differently.
create function pg_temp.oracle(p_path text) returns jsonb language sql as $$
  select jsonb_build_object(
    -- Who has no members owes nothing about them; who is not known to have any tells how many.
    'R', coalesce(sum((v #>> '{R,numerator}')::numeric) filter (where members is distinct from 0), 0) || '/'
      || coalesce(sum(coalesce(members, (v #>> '{R,denominator}')::numeric)), 0),
    'D', coalesce(sum((v #>> '{D,numerator}')::numeric), 0) || '/' || coalesce(sum((v #>> '{D,denominator}')::numeric), 0),
    'M', count(*) filter (where (v #>> '{M,numerator}')::integer >= 2) || '/' || count(*),
    'F', count(*) filter (where v #>> '{F,flag}' = 'true') || '/' || count(*),
    'accepted', count(v), 'late', count(*) filter (where late))
  from (
    select (d.populations ->> 'members')::numeric as members, a.values as v, coalesce(a.late, o.late) as late
    from thidua.duty d
    left join thidua.submission a on a.organisation_id = d.organisation_id and a.state = 'accepted'
    left join thidua.submission o on o.organisation_id = d.organisation_id and o.state in ('draft', 'submitted', 'returned')
    where starts_with(d.organisation_path, p_path)) x
$$;
create function pg_temp.shown(p_path text) returns jsonb language sql as $$
  select (select jsonb_object_agg(f #>> '{indicator,code}', (f ->> 'numerator') || '/' || (f ->> 'denominator'))
      from jsonb_array_elements(p.body -> 'figures') f
      where f #>> '{indicator,code}' = any ('{R,D,M,F}') and f ->> 'phase_code' = 't1')
    || jsonb_build_object('accepted', c.body #> '{counts,accepted}', 'late', c.body #> '{counts,late}')
  from thidua.organisation o,
    test.body('plans_progress', pg_temp.id('T')::text, o.id::text, null, null) p (body),
    test.body('plans_completeness', pg_temp.id('T')::text, o.id::text, null) c (body)
  where o.path = p_path
$$;

create function pg_temp.storm(p_steps integer) returns table (did bigint, refused bigint, looked bigint, wrong text) language plpgsql as $$
declare
  v_path text;
  v_shown jsonb;
  v_oracle jsonb;
begin
  did := 0; refused := 0; looked := 0;
  for i in 1 .. p_steps loop
    if pg_temp.step() = 'did' then did := did + 1; else refused := refused + 1; end if;
    if random() < 0.05 then
      perform thidua.rollup_fold();
    end if;
    if i = p_steps / 2 then -- a stricter plan below measures something new, in the middle of it all
      perform pg_temp.act('approver.11');
      perform pg_temp.keep('C', 'plans_create', jsonb_build_object('title', 'Theo', 'symbol', '2/KH-T', 'document_date', '2025-06-19', 'parent_id', pg_temp.id('T'))::text);
      perform pg_temp.keep('C', 'plans_update', pg_temp.kept('C', '{body,id}'), '1', jsonb_build_object('targets', (
        select jsonb_agg(jsonb_strip_nulls(t - '{id,indicator,parent_id,position}'::text[]) || case when t #>> '{indicator,code}' = 'M' then '{"nested_minimum": 3}' else '{}' end::jsonb)
        from jsonb_array_elements(pg_temp.kept('C', '{body,targets}')::jsonb) t))::text);
      perform pg_temp.keep('C', 'plans_issue', pg_temp.kept('C', '{body,id}'), '2', '{}');
      perform pg_temp.act();
    end if;
    if random() < 0.15 then
      v_path := (select path from thidua.organisation where exists (select from thidua.duty where starts_with(organisation_path, path)) order by random() limit 1);
      v_oracle := pg_temp.oracle(v_path);
      perform pg_temp.act_for(left(v_path, greatest(4, 4 * floor(1 + random() * length(v_path) / 4)::integer)), 'reporter');
      v_shown := pg_temp.shown(v_path);
      perform pg_temp.act();
      looked := looked + 1;
      if v_shown is distinct from v_oracle then
        wrong := coalesce(wrong, v_path || ': shown ' || v_shown || ', is ' || v_oracle);
      end if;
    end if;
  end loop;
  return next;
end
$$;

create temp table storm on commit drop as select * from pg_temp.storm(:steps);
select is((select wrong from storm), null, 'figures are right at random nodes and moments');
select ok((select did from storm) > :steps / 10, 'much was done');
select ok((select refused from storm) > :steps / 20, 'and much refused');
select ok((select looked from storm) > :steps / 20, 'and looked at');
select isnt_empty($$ select from thidua.submission where state = 'superseded' $$, 'also corrections were accepted');
select isnt_empty($$ select from thidua.submission where state = 'withdrawn' and corrects_id is not null $$, 'and corrections withdrawn');
select is_empty('select * from thidua.rollup_verify()', 'the totals are what duties and reports say');
select is_empty($$
  select subject_id, string_agg(case action when 'submission.correct' then 'k' else substr(action, 12, 1) end, '' order by at)
  from thidua.audit_event where subject_type = 'submission'
  group by 1
  having string_agg(case action when 'submission.correct' then 'k' else substr(action, 12, 1) end, '' order by at)
    !~ '^[ck]u*(s(ru*s)*(a|w|ru*w?)?|w)?$' $$, 'no report skipped a state');
select is_empty($$
  select s.id from thidua.submission s
  join lateral (select action from thidua.audit_event where subject_id = s.id and action <> 'submission.update' order by at desc limit 1) e on true
  where s.state <> case e.action when 'submission.create' then 'draft' when 'submission.correct' then 'draft' when 'submission.submit' then 'submitted'
    when 'submission.return' then 'returned' when 'submission.accept' then 'accepted' else 'withdrawn' end
    and not (s.state = 'superseded' and e.action = 'submission.accept') $$, 'each stands where its last command put it');
select * from finish();
rollback;
