# shellcheck shell=bash
# The whole service on a cluster, keys and ports of its own, for the rings that talk to it over HTTP; to be sourced.
#   service_start     builds, starts, loads tests/sql/fixtures.sql; everything that tests need is exported
#   service_run       runs a command; a signal ends it and is passed on
#                     what was asked of the service is kept for tests/contract/coverage.mjs, unless service_partial is set
#   service_stop      stops and removes it; the logs go to build/test/log
# THIDUA_TEST_STATE=<directory>: use and keep the data there, to save the making of a cluster.

# One of many, because other rings may run beside this one, and a service that is stopped for a while keeps no port.
service_free_port() {
	local port
	for port in $(shuf --echo 18{1..9}{0..9}0); do
		if ! port_taken "$port" && ! port_taken "$((port + 10000))"; then
			printf '%s' "$port"
			return
		fi
	done
	die "no free port"
}

service_build() {
	local node
	node=$("$THIDUA_ROOT/tests/node.sh")
	export PATH=${node%/*}:$PATH
	"$THIDUA_ROOT/tests/npm.sh" tests
	make --no-print-directory --silent -C "$THIDUA_ROOT" build >&2
}

service_fixtures() {
	local psql=(psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username thidua_owner --dbname "$PGDATABASE") hash
	[[ $("${psql[@]}" --tuples-only --no-align --command 'select exists (select from thidua.organisation)') == f ]] || return 0
	hash=$(printf '%s\n' "$THIDUA_TEST_PASSWORD" | "$THIDUA_ROOT/build/thiduactl" hash-password)
	"${psql[@]}" --set password_hash="$hash" --file "$THIDUA_ROOT/tests/sql/fixtures.sql"
}

service_start() {
	service_root=$(realpath "${BASH_SOURCE[0]%/*}/../..")
	INSTANCE=$1
	STATE=${THIDUA_TEST_STATE:-}
	if [[ -z $STATE ]]; then
		STATE=$(mktemp -d "/tmp/thidua-$INSTANCE-XXXXXX")
		chmod 755 "$STATE"
		service_temporary=yes
	fi
	# shellcheck source=../../api/run/lib.sh
	. "$service_root/api/run/lib.sh"
	trap 'service_stop' EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	service_build
	PORT=$(service_free_port)
	export KORE_PORT=$((PORT + 10000))
	THIDUA_ADDRESS=http://localhost:$PORT
	export PORT THIDUA_ADDRESS SCALE=none FSYNC=${FSYNC:-off} SYNCHRONOUS_COMMIT=${SYNCHRONOUS_COMMIT:-off}
	# As strict as in earnest, nearly: each test file comes from an address of its own.
	export RATE=${RATE:-500} BURST=${BURST:-1000} RATE_SIGN_IN=${RATE_SIGN_IN:-50} BURST_SIGN_IN=${BURST_SIGN_IN:-250}
	export THIDUA_TEST_PASSWORD=${THIDUA_TEST_PASSWORD:-"mật khẩu thử nghiệm"} THIDUA_TEST_RING=$INSTANCE
	# Kept apart until the run is over: two runs at a time shall not mix.
	export THIDUA_TEST_EXCHANGES=$STATE/exchanges
	"$THIDUA_ROOT/api/run/start.sh" --detach > /dev/null
	service_fixtures
	rm -rf "$THIDUA_TEST_EXCHANGES"
}

# What this run saw, instead of what the last run of this ring saw, for tests/contract/coverage.mjs.
service_publish() {
	local published=$THIDUA_ROOT/build/test/exchanges
	mkdir -p "$published"
	rm -f "$published/$INSTANCE"-*.ndjson
	[[ ! -d $THIDUA_TEST_EXCHANGES ]] || cp "$THIDUA_TEST_EXCHANGES"/*.ndjson "$published/"
}

# Kores that a test started for itself, and was ended before it could stop them.
service_stop_others() {
	local file pid
	for file in "$STATE"/kore-*/run/kore.pid; do
		{ read -r pid < "$file"; } 2> /dev/null || continue
		! grep -qsF "${file%/run/*}/" "/proc/$pid/maps" || kill -TERM "$pid" || true
	done
}

service_stop() {
	trap '' INT TERM HUP
	service_stop_others
	"$THIDUA_ROOT/api/run/stop.sh" > /dev/null || true
	if [[ -d $STATE/log ]]; then
		mkdir -p "$THIDUA_ROOT/build/test/log"
		rm -rf "$THIDUA_ROOT/build/test/log/$INSTANCE"
		cp -r "$STATE/log" "$THIDUA_ROOT/build/test/log/$INSTANCE"
	fi
	[[ ${service_temporary:-} != yes ]] || rm -rf "$STATE" "$SOCKET_DIR"
}

# A foreground command would keep the shell from acting on signals until it ends by itself.
service_run() {
	local pid status=0
	"$@" &
	pid=$!
	trap 'kill -TERM "$pid" 2> /dev/null || true; wait "$pid" || true; exit 130' INT
	trap 'kill -TERM "$pid" 2> /dev/null || true; wait "$pid" || true; exit 143' TERM HUP
	wait "$pid" || status=$?
	trap - INT TERM HUP
	[[ -n ${service_partial:-} ]] || service_publish
	return "$status"
}
