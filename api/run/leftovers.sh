#!/usr/bin/env bash
# Ends what a killed supervisor left behind. Processes are known by pid and start time, so nothing else is ever hit.
set -euo pipefail
. "${BASH_SOURCE[0]%/*}/lib.sh"

for name in nginx kore worker; do
	if pid=$(pid_alive "$name"); then
		say "ending $name (pid $pid) of an earlier start"
		kill -TERM -- "-$pid" 2> /dev/null || kill -TERM "$pid" || true
		wait_until 5 eval "! pid_alive $name > /dev/null" || kill -KILL -- "-$pid" || true
	fi
	if pid=$(group_orphaned "$name"); then
		say "ending what is left of $name"
		kill -KILL -- "-$pid" || true
	fi
	rm -f "$STATE/pid/$name"
done
"${BASH_SOURCE[0]%/*}/cluster.sh" stop
rm -f "$STATE/pid/"{database,supervisor,ready}
