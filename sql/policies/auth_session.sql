-- No policy and no grant on purpose: only the functions of sign-in, which belong to the tables' owner, come here.
alter table thidua.auth_session enable row level security;
