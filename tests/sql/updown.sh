#!/usr/bin/env bash
# The schema goes up, down and up again, and is the same as before. Needs the test cluster (PGHOST).
set -euo pipefail
root=$(realpath "${BASH_SOURCE[0]%/*}/../..")
export PGDATABASE=thidua_updown

run_psql() { psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username postgres --dbname "$@"; }
run_sqitch() {
	(cd "$root/sql" && SQITCH_FULLNAME=Thidua SQITCH_EMAIL=thidua@localhost SQITCH_USER_CONFIG=/dev/null \
		SQITCH_SYSTEM_CONFIG=/dev/null PGUSER=thidua_owner LC_ALL=C.UTF-8 PGOPTIONS='-c client_min_messages=warning' \
		sqitch "$1" --target "db:pg:$PGDATABASE" "${@:2}") > "$output" 2>&1 || { cat "$output" >&2; exit 1; }
}
# Newer versions of pg_dump write a random word around their output.
dump() { pg_dump --username postgres --dbname "$PGDATABASE" --schema thidua | sed -E '/^\\(un)?restrict /d'; }
# What deploy.sh remembers would keep it from doing anything.
deploy() {
	run_psql postgres --command "do \$\$ begin if exists (select from pg_database where datname = '$PGDATABASE') then
		execute 'comment on database $PGDATABASE is ''reverted'''; end if; end \$\$"
	"$root/api/run/deploy.sh" > "$output" 2>&1 || { cat "$output" >&2; exit 1; }
}

work=$(mktemp -d)
output=$work/output
trap 'rm -rf "$work"; run_psql postgres --command "drop database if exists $PGDATABASE"' EXIT

PGOPTIONS='-c client_min_messages=warning' run_psql postgres --command "drop database if exists $PGDATABASE"
deploy
run_sqitch verify
dump > "$work/first"
run_sqitch revert -y
left=$(run_psql "$PGDATABASE" --tuples-only --no-align --command "
	select (select count(*) from pg_namespace where nspname = 'thidua')
	     + (select count(*) from pg_extension where extname in ('unaccent', 'btree_gist'))
	     + (select count(*) from pg_default_acl)")
[[ $left == 0 ]] || { printf 'not ok - revert leaves something behind\n' >&2; exit 1; }
deploy
run_sqitch verify
dump > "$work/second"
diff "$work/first" "$work/second" >&2 || { printf 'not ok - another schema after down and up\n' >&2; exit 1; }
# Each change alone, and the repeatable files over what is there.
run_sqitch revert -y --to plans
deploy
dump > "$work/third"
diff "$work/first" "$work/third" >&2 || { printf 'not ok - another schema after part of the way down\n' >&2; exit 1; }
printf 'updown: the same schema each time\n'
