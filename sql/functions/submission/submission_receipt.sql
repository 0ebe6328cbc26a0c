-- What the sender can quote on the telephone: a digest over which report was sent when.
create or replace function thidua.submission_receipt(p_id uuid, p_submitted_at timestamptz) returns text
language sql stable parallel safe
as $$
  select upper(left(md5(p_id::text || extract(epoch from p_submitted_at)), 12))
$$;

alter function thidua.submission_receipt(uuid, timestamptz) owner to thidua_owner;
grant execute on function thidua.submission_receipt(uuid, timestamptz) to thidua_command, thidua_api;
