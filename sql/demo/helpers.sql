-- Functions of the generator. Everything that looks random is a hash of what it belongs to.

create function pg_temp.share(seed text) returns double precision
language sql immutable
as $$ select (hashtextextended(seed, 0) & 1048575) / 1048576.0 $$;

-- One of a list, by a number or by a hash.
create function pg_temp.pick(words text[], number bigint) returns text
language sql immutable
as $$ select words[1 + number % cardinality(words)] $$;
create function pg_temp.pick(words text[], seed text) returns text
language sql immutable
as $$ select words[1 + (hashtextextended(seed, 1) & 65535) % cardinality(words)] $$;

-- A version 7 UUID of a moment whose rest is a hash.
create function pg_temp.demo_id(at timestamptz, seed text) returns uuid
language sql immutable
as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(h, 1, 3)
    || substr('89ab', 1 + ascii(substr(h, 4, 1)) % 4, 1) || substr(h, 5, 15))::uuid
  from md5(seed) h
$$;
