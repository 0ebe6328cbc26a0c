#!/usr/bin/env bash
# Every statement of sql/queries can be prepared by the role that sends it, with its parameters as untyped text.
set -euo pipefail
root=$(realpath "${BASH_SOURCE[0]%/*}/../..")
database=$1

failed=0
for file in "$root"/sql/queries/*.sql; do
	name=$(basename "$file" .sql)
	sql=$(sed '/^[[:space:]]*--/d' "$file")
	if ! errors=$(psql --no-psqlrc --quiet --username thidua_api --dbname "$database" --set ON_ERROR_STOP=1 \
		--command "prepare $name as ${sql%;}" 2>&1); then
		printf 'not ok - query %s\n%s\n' "$name" "$errors" >&2
		failed=1
	fi
done
((failed)) || printf 'queries: all can be prepared\n'
exit "$failed"
