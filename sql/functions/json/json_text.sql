-- Text of a member for storing: composed (NFC), without blanks at its ends; null for an empty one.
create or replace function thidua.json_text(p_document jsonb, p_member text) returns text
language sql immutable parallel safe
return nullif(btrim(normalize(p_document ->> p_member, nfc)), '');

alter function thidua.json_text(jsonb, text) owner to thidua_owner;
grant execute on function thidua.json_text(jsonb, text) to thidua_command, thidua_api;
