-- Keeps the answer with the change, in its transaction, which holds the lock that idempotency_check took.
create or replace function thidua.idempotency_finish(p_operation text, p_key text, p_fingerprint text, p_body text, p_etag text,
  p_location text) returns void
language plpgsql security definer
set search_path = thidua, pg_temp
as $$
begin
  insert into idempotency_key (user_id, operation, key, fingerprint, body, etag, location)
  values (scope_user(), p_operation, p_key, p_fingerprint, p_body, p_etag, p_location);
end
$$;

alter function thidua.idempotency_finish(text, text, text, text, text, text) owner to thidua_command;
grant execute on function thidua.idempotency_finish(text, text, text, text, text, text) to thidua_api;
