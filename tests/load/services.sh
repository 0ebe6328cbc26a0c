# shellcheck shell=bash
# Starts and stops what is measured: the service, the peer, each behind an nginx of its own, on one database cluster.
# To be sourced after api/run/lib.sh. Everything lives in BENCH.

BENCH=$STATE
declare -a parts=()

# Own session: what belongs to a part can be ended together.
spawn() {
	local name=$1
	shift
	(exec setsid "$@") >> "$BENCH/log/$name.log" 2>&1 < /dev/null 9>&- &
	pid_write "$name" $!
	parts+=("$name")
}

# Kore forgets a SIGTERM when another signal comes at the same moment: so it is sent until it works.
end_part() {
	local name=$1 pid deadline=$((SECONDS + 8))
	while pid=$(pid_alive "$name"); do
		if ((SECONDS >= deadline)); then
			kill -KILL -- "-$pid" 2> /dev/null || true
		else
			kill -TERM "$pid" 2> /dev/null || true
		fi
		sleep 0.1
	done
	rm -f "$BENCH/pid/$name"
}

end_all() {
	local name
	for name in "$BENCH"/pid/*; do
		[[ ! -e $name ]] || end_part "${name##*/}"
	done
	parts=()
}

# Where a service keeps what it needs: the programs' own scripts write it there. One key ring serves all.
service_make() {
	local name=$1 port=$2 database=$3 connection
	connection="host=$SOCKET_DIR dbname=$database connect_timeout=2"
	(
		STATE=$BENCH/$name SOCKET_DIR=$BENCH/$name/run
		state_make
		if [[ -s $BENCH/keys/ring ]]; then
			cp -p "$BENCH/keys/ring" "$STATE/keys/ring"
		fi
	)
	STATE=$BENCH/$name PORT=$port LISTEN=127.0.0.1 RATE=1000000 BURST=100000 WORKERS="$WORKERS" \
		THIDUA_DSN="$connection user=thidua_api" THIDUA_WORKER_DSN="$connection user=thidua_worker" \
		THIDUA_ISSUER="$PARTY" THIDUA_AUDIENCE="$PARTY" "$THIDUA_ROOT/api/run/configure.sh"
	[[ -s $BENCH/keys/ring ]] || cp -p "$BENCH/$name/keys/ring" "$BENCH/keys/ring"
}

service_prefix() {
	[[ $(id -u) != 0 ]] ||
		printf '%s\n' env "HOME=$BENCH" setpriv "--reuid=$SERVICE_USER" "--regid=$SERVICE_USER" --init-groups --
}

spawn_nginx() {
	local name=$1
	spawn "nginx-$name" nginx -e "$BENCH/$name/log/nginx.log" -p "$BENCH/$name/nginx" \
		-c "$BENCH/$name/nginx/nginx.conf"
}

answers() { [[ $(http_status "$1") == "$2" ]]; }

# start_thidua NAME PORT DATABASE: Kore 10000 above nginx.
start_thidua() {
	local name=$1 port=$2 prefix
	service_make "$@"
	mapfile -t prefix < <(service_prefix)
	# shellcheck disable=SC1090,SC1091
	. "$BENCH/$name/run/environment"
	spawn "kore-$name" "${prefix[@]}" stdbuf -oL kore -fnr -c "$BENCH/$name/run/kore.conf"
	spawn_nginx "$name"
	wait_until 20 answers "http://127.0.0.1:$port/readyz" 200 ||
		{ tail -n 20 "$BENCH/log/kore-$name.log" >&2; die "$name did not start"; }
}

# start_worker NAME: what folds the deltas of that service's database.
start_worker() {
	local prefix
	mapfile -t prefix < <(service_prefix)
	# shellcheck disable=SC1090,SC1091
	. "$BENCH/$1/run/environment"
	spawn "worker-$1" "${prefix[@]}" "$BENCH/$1/bin/thidua-worker"
}

# start_peer NAME PORT DATABASE: the same nginx before it, and the same keys.
start_peer() {
	local name=$1 port=$2 database=$3
	service_make "$@"
	PGDATABASE=$database PEER_PORT=$((port + 10000)) PEER_LOG=$BENCH/log/requests-$name.log WORKERS=$WORKERS \
		PEER_CONTRACT=$THIDUA_ROOT/build/gen/openapi.json PEER_STATEMENTS=$THIDUA_ROOT/build/gen/queries.c \
		THIDUA_KEYS=$BENCH/keys/ring THIDUA_ISSUER=$PARTY NODE_ENV=production \
		spawn "$name" node "$THIDUA_ROOT/tests/load/peer/server.mjs"
	spawn_nginx "$name"
	wait_until 20 answers "http://127.0.0.1:$port/v1/organisations" 401 ||
		{ tail -n 20 "$BENCH/log/$name.log" >&2; die "$name did not start"; }
}
