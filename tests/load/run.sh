#!/usr/bin/env bash
# Measures the service beside pgbench on the same statements and beside a peer in Node.js, all in the same run and
# in turn, on a database cluster of its own; prints a table and writes build/bench.json.
#   QUICK=1     the first three rows in under three minutes; with 125 000 unions once they are loaded, before that
#               with 12 500
#   ROUNDS=3    how many times everything is measured
#   ROWS=…      only these rows, comma-separated; SCALES=… only these numbers of unions for the rows of reads
#   PORT=8790   the first of six ports; the programs behind nginx listen 10000 above
# What was loaded stays in the state directory of instance "bench": CLEAN=1 removes it first.
set -euo pipefail
export INSTANCE=bench PORT=${PORT:-8790}
export MAX_CONNECTIONS=400 SHARED_BUFFERS=${SHARED_BUFFERS:-1GB} LOG_MIN_DURATION=-1
. "${BASH_SOURCE[0]%/*}/../../api/run/lib.sh"
. "${BASH_SOURCE[0]%/*}/services.sh"
. "${BASH_SOURCE[0]%/*}/databases.sh"
cd "$THIDUA_ROOT"
WORKERS=${WORKERS:-$(nproc)}
PARTY=http://localhost:$PORT

PATH=$(dirname "$(tests/node.sh)"):$PATH
export PATH WORKERS

compile_client() {
	local sources=(tests/load/client/*.c)
	mkdir -p build/load
	cc -std=gnu11 -O2 -g -Wall -Wextra -Werror -o build/load/client "${sources[@]}"
}

require_ports() {
	local port
	for ((port = PORT; port < PORT + 6; port++)); do
		if port_taken "$port" || port_taken $((port + 10000)); then
			die "port $port or $((port + 10000)) is in use by another program; choose others with PORT="
		fi
	done
}

finish() {
	trap '' INT TERM
	end_all
	api/run/cluster.sh stop
}

# Which numbers of unions are measured, the main one first.
choose_scales() {
	if [[ -z ${QUICK:-} ]]; then
		echo "${SCALES:-125000 12500 1250000}" | tr , ' '
	elif database_there 125000; then
		echo 125000
	else
		say "125 000 unions are not loaded yet (make bench does it): measuring with 12 500"
		echo 12500
	fi
}

start_scale() {
	local number=$1 unions=$2 database=bench_$2
	database_make "$unions"
	if ((number == 0)); then
		database=bench_run
		database_copy "bench_$unions" "$database"
	fi
	start_thidua "thidua-$unions" $((PORT + 2 * number)) "$database"
	start_peer "peer-$unions" $((PORT + 2 * number + 1)) "$database"
	((number > 0)) || start_worker "thidua-$unions"
}

compile_client
tests/npm.sh tests/load
state_make
exec 9> "$BENCH/lock"
flock --nonblock 9 || die "the load tests run already"
end_all
require_ports
trap finish EXIT
trap 'exit 130' INT TERM
[[ -z ${CLEAN:-} ]] || { api/run/cluster.sh stop; rm -rf "$BENCH/pg"; }
api/run/cluster.sh start 9>&-
read -ra scales <<< "$(choose_scales)"
for number in "${!scales[@]}"; do
	start_scale "$number" "${scales[number]}"
done
say "measuring"
BENCH=$BENCH PARTY=$PARTY SCALES=${scales[*]} node tests/load/bench.mjs
