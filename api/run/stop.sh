#!/usr/bin/env bash
# Stops the service of this INSTANCE; also what is left when its supervisor was killed.
set -euo pipefail
. "${BASH_SOURCE[0]%/*}/lib.sh"

gone() { ! pid_alive supervisor > /dev/null; }

if pid=$(pid_alive supervisor); then
	kill -TERM "$pid"
	wait_until 60 gone || die "the supervisor (pid $pid) does not end"
	echo "stopped"
elif [[ -d $STATE/pid ]]; then
	"${BASH_SOURCE[0]%/*}/leftovers.sh"
	echo "nothing runs"
else
	echo "nothing runs"
fi
