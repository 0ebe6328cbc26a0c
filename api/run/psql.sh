#!/usr/bin/env bash
# psql on the service's database, as the owner of the schema or as ROLE.
set -euo pipefail
. "${BASH_SOURCE[0]%/*}/lib.sh"

"${BASH_SOURCE[0]%/*}/cluster.sh" status || die "the database does not run; start it with: make start"
exec psql --username "${ROLE:-thidua_owner}" --dbname "$PGDATABASE" "$@"
