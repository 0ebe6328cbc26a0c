#!/usr/bin/env bash
# A private PostgreSQL cluster for the tests: socket only, nothing kept safe on disk, separate from the one that `make run` uses.
#   cluster.sh start             starts it (STATE says where) and prints its socket's directory
#   cluster.sh create DATABASE   deploys the schema to a new database, with fixtures and helpers; an old one goes
#   cluster.sh stop              stops it and removes all of it
set -euo pipefail
here=$(realpath "${BASH_SOURCE[0]%/*}")
root=$(realpath "$here/../..")
if [[ -z ${STATE:-} ]]; then
	STATE=$root/build/sql-test
	[[ $(id -u) != 0 ]] || STATE=/tmp/thidua-sql-test-$(printf '%s' "$root" | sha256sum | cut -c1-8)
fi
export STATE FSYNC=off SYNCHRONOUS_COMMIT=off
# shellcheck source=../../api/run/lib.sh
. "$root/api/run/lib.sh"

run_psql() { psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username postgres "$@"; }

# The statements of sql/queries, so that test.run can send them as the service does.
queries() {
	local file
	for file in "$root"/sql/queries/*.sql; do
		# shellcheck disable=SC2016 # the dollars are PostgreSQL's quotes
		printf 'insert into test.query values ($query$%s$query$, $query$%s$query$);\n' "$(basename "$file" .sql)" "$(sed '/^[[:space:]]*--/d' "$file")"
	done
}

create() {
	local database=$1
	PGOPTIONS='-c client_min_messages=warning' run_psql --dbname postgres --command "drop database if exists \"$database\" with (force)"
	PGDATABASE=$database "$root/api/run/deploy.sh" 2> /dev/null || { PGDATABASE=$database "$root/api/run/deploy.sh"; exit 1; }
	run_psql --dbname "$database" --file "$here/fixtures.sql" --file "$here/helpers.sql"
	queries | run_psql --dbname "$database"
}

case ${1:-} in
start)
	"$root/api/run/cluster.sh" start
	printf '%s\n' "$PGHOST"
	;;
create) create "${2:-thidua}" ;;
stop)
	"$root/api/run/cluster.sh" stop
	rm -rf "$STATE" "$PGHOST"
	;;
*) die "usage: cluster.sh start | create DATABASE | stop" ;;
esac
