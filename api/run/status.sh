#!/usr/bin/env bash
# What runs, and where. Exit 0: all of it; 3: not.
set -euo pipefail
. "${BASH_SOURCE[0]%/*}/lib.sh"

result=0
for name in supervisor database kore worker nginx; do
	if pid=$(pid_alive "$name"); then
		printf '%-11s runs (pid %s)\n' "$name" "$pid"
	else
		printf '%-11s does not run\n' "$name"
		result=3
	fi
done
if [[ $result == 0 ]]; then
	address=$(cat "$STATE/address")
	printf '%-11s %s\n' address "$address" ready "$(http_status "$address/readyz")"
fi
printf '%-11s %s\n' data "$STATE"
exit "$result"
