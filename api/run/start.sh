#!/usr/bin/env bash
# Starts the whole service: cluster, schema, demo data, Kore, worker, nginx; stays in front until Ctrl-C (or --detach).
#   PORT, LISTEN, INSTANCE, STATE, THIDUA_ADDRESS   see lib.sh
#   SCALE           province or national: how much demo data the first start loads (province); none: no demo data
#   DEMO_PASSWORD   password of the demo accounts (thi-dua-demo)
#   WORKERS         Kore workers (one a core)
set -euo pipefail
PGDATABASE=thidua
. "${BASH_SOURCE[0]%/*}/lib.sh"
cd "$THIDUA_ROOT"

mode=${1:-}
[[ $mode == '' || $mode == --detach ]] || die "usage: start.sh [--detach]"

here=api/run
refuse_second() {
	local pid
	pid=$(pid_alive supervisor) || return 0
	say "thidua runs already (pid $pid) at $(cat "$STATE/address" 2> /dev/null || echo '?')"
	exit 1
}

require_ports() {
	local port
	for port in "$PORT" "$KORE_PORT"; do
		! port_taken "$port" || die "port $port is in use by another program; choose another with PORT="
	done
}

# Waits for the detached supervisor to say that it is ready, or to end.
detach() {
	local pid
	setsid "$here/supervise.sh" < /dev/null >> "$STATE/log/supervisor.log" 2>&1 &
	pid=$!
	until [[ -e $STATE/pid/ready ]]; do
		kill -0 "$pid" 2> /dev/null || { tail -n 40 "$STATE/log/supervisor.log" >&2; die "it did not start"; }
		sleep 0.05
	done
	"$here/welcome.sh"
	echo "It runs in the background. Stop it with: make stop"
}

state_make
refuse_second
"$here/leftovers.sh"
require_ports
rm -f "$STATE/pid/ready"
printf '%s\n' "$THIDUA_ADDRESS" > "$STATE/address"
if [[ $mode == --detach ]]; then
	: > "$STATE/log/supervisor.log"
	detach
else
	FOREGROUND=yes exec "$here/supervise.sh"
fi
