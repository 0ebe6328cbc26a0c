#!/usr/bin/env bash
# Throws the database away and makes it new with demo data. A running service goes on with the new one.
set -euo pipefail
. "${BASH_SOURCE[0]%/*}/lib.sh"
here=${BASH_SOURCE[0]%/*}

was_running=yes
"$here/cluster.sh" status || was_running=
"$here/cluster.sh" start
psql --no-psqlrc --quiet --username postgres --dbname postgres --set ON_ERROR_STOP=1 --set database="$PGDATABASE" \
	<<< 'drop database if exists :"database" with (force);'
"$here/deploy.sh"
"$here/demo.sh"
[[ -n $was_running ]] || "$here/cluster.sh" stop
echo "the demo data is new"
