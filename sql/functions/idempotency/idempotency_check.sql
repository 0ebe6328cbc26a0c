-- Whether this change was asked for before. Unknown: nothing happens. The same request again: SQLSTATE TDIDM with the answer
-- of the first one in the detail, which also keeps the change from being made twice. Another request under the same key: a problem.
-- While the first one is under way the second is refused here: it would wait for the first one's rows, and then be told that
-- they are in its way.
create or replace function thidua.idempotency_check(p_operation text, p_key text, p_fingerprint text) returns void
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
declare
  v_known idempotency_key;
begin
  if not pg_try_advisory_xact_lock(hashtextextended(concat_ws(' ', scope_user(), p_operation, p_key), 0)) then
    perform problem('request-in-progress');
  end if;
  select * into v_known from idempotency_key
  where user_id = scope_user() and operation = p_operation and key = p_key;
  if not found then
    return;
  end if;
  if v_known.fingerprint <> p_fingerprint then
    perform problem('idempotency-key-reused');
  end if;
  raise exception using errcode = 'TDIDM', message = 'replay',
    detail = json_build_object('body', v_known.body, 'etag', v_known.etag, 'location', v_known.location);
end
$$;

alter function thidua.idempotency_check(text, text, text) owner to thidua_command;
grant execute on function thidua.idempotency_check(text, text, text) to thidua_api;
