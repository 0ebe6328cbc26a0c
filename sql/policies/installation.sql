-- No policy and no grant on purpose: me_get() alone reads it.
alter table thidua.installation enable row level security;
