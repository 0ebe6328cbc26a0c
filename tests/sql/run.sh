#!/usr/bin/env bash
# The tests of the database, in a cluster of their own that is gone afterwards.
#   run.sh [file…]    some of the *_test.sql here instead of all
# THIDUA_TEST_STATE=<directory>: use and keep the cluster there, to save its start.
set -euo pipefail
here=$(realpath "${BASH_SOURCE[0]%/*}")
if [[ -n ${THIDUA_TEST_STATE:-} ]]; then
	export STATE=$THIDUA_TEST_STATE
else
	STATE=$(mktemp -d /tmp/thidua-sql-XXXXXX)
	chmod 755 "$STATE"
	export STATE
	trap '"$here/cluster.sh" stop' EXIT
fi

database=thidua_test_$$
[[ -n ${THIDUA_TEST_STATE:-} ]] || database=thidua
PGHOST=$("$here/cluster.sh" start)
export PGHOST PGPORT=5432 PGCLIENTENCODING=UTF8 PGTZ=UTC
unset PGUSER PGPASSWORD PGSERVICE PGOPTIONS
"$here/cluster.sh" create "$database"

files=("$@")
((${#files[@]})) || files=("$here"/*_test.sql)
status=0
# One after the other: each is one transaction that is rolled back, and they change the same accounts.
PGOPTIONS='-c client_min_messages=warning' pg_prove --username postgres --dbname "$database" --set ON_ERROR_STOP=1 "${files[@]}" || status=1
if (($# == 0)); then
	"$here/queries.sh" "$database" || status=1
	"$here/updown.sh" || status=1
fi
[[ -z ${THIDUA_TEST_STATE:-} ]] || psql --no-psqlrc --quiet --username postgres --dbname postgres --command "drop database \"$database\""
exit "$status"
