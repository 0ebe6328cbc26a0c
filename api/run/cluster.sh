#!/usr/bin/env bash
# A private PostgreSQL cluster in STATE, reached by unix socket only, where only the user that runs it (and root) is let in.
#   cluster.sh make | start | stop | status
set -euo pipefail
. "${BASH_SOURCE[0]%/*}/lib.sh"

cluster_settings() {
	cat <<-CONF
		listen_addresses = ''
		unix_socket_directories = '$SOCKET_DIR'
		unix_socket_permissions = 0700
		hba_file = '$STATE/pg/thidua_hba.conf'
		ident_file = '$STATE/pg/thidua_ident.conf'
		max_connections = ${MAX_CONNECTIONS:-100}
		shared_buffers = ${SHARED_BUFFERS:-256MB}
		effective_cache_size = ${EFFECTIVE_CACHE_SIZE:-1GB}
		work_mem = ${WORK_MEM:-8MB}
		maintenance_work_mem = 128MB
		random_page_cost = 1.1
		jit = off
		# What was acknowledged is on disk. Checkpoints are spread, so that deadline day is not slowed by them.
		synchronous_commit = ${SYNCHRONOUS_COMMIT:-on}
		fsync = ${FSYNC:-on}
		wal_compression = lz4
		max_wal_size = 2GB
		min_wal_size = 256MB
		checkpoint_timeout = 15min
		checkpoint_completion_target = 0.9
		# Deltas of the roll-up come and go all day: their table must be vacuumed as fast as it fills.
		autovacuum_naptime = 5s
		autovacuum_vacuum_cost_limit = 1000
		timezone = 'UTC'
		log_timezone = 'UTC'
		log_destination = 'stderr'
		logging_collector = off
		log_line_prefix = '%m [%p] %q%u@%d/%a '
		log_min_duration_statement = ${LOG_MIN_DURATION:-1000}
		log_lock_waits = on
		log_checkpoints = on
		log_autovacuum_min_duration = 60s
		${STATEMENT_STATISTICS:+shared_preload_libraries = 'pg_stat_statements'}
	CONF
}

cluster_rights() {
	local user role
	printf 'local all all peer map=thidua\n' | as_service tee "$STATE/pg/thidua_hba.conf" > /dev/null
	# Root may become any user anyway; so its psql need not, and can read files that the service cannot.
	for user in "$SERVICE_USER" $([[ $(id -u) != 0 ]] || echo root); do
		for role in postgres thidua_owner thidua_command thidua_api thidua_worker; do
			printf 'thidua "%s" %s\n' "$user" "$role"
		done
	done | as_service tee "$STATE/pg/thidua_ident.conf" > /dev/null
}

cluster_make() {
	local fast=()
	[[ ${FSYNC:-on} == on ]] || fast=(--no-sync)
	state_make
	if [[ ! -f $STATE/pg/PG_VERSION ]]; then
		say "creating the database cluster in $STATE/pg"
		[[ -d $STATE/pg ]] || mkdir -m 0700 "$STATE/pg"
		[[ $(id -u) != 0 ]] || chown "$SERVICE_USER:" "$STATE/pg"
		as_service "$(pg_bin)/initdb" --pgdata "$STATE/pg" --username postgres --auth peer --encoding UTF8 \
			--locale-provider icu --icu-locale vi --locale C.UTF-8 --data-checksums --no-instructions \
			"${fast[@]}" \
			> "$STATE/log/initdb.log" 2>&1 || { cat "$STATE/log/initdb.log" >&2; die "initdb failed"; }
		as_service tee -a "$STATE/pg/postgresql.conf" <<< "include 'thidua.conf'" > /dev/null
	fi
	cluster_settings | as_service tee "$STATE/pg/thidua.conf" > /dev/null
	cluster_rights
}

cluster_answers() { "$(pg_bin)/pg_isready" --quiet --username postgres --dbname postgres; }

cluster_start() {
	cluster_answers && return
	cluster_make
	# pg_ctl waits for a postmaster that a crash left no trace of, too.
	as_service "$(pg_bin)/pg_ctl" start --pgdata "$STATE/pg" --silent --wait --timeout 60 \
		>> "$STATE/log/postgres.log" 2>&1 < /dev/null ||
		{ tail -n 20 "$STATE/log/postgres.log" >&2; die "PostgreSQL did not start"; }
}

# postmaster.pid outlives a crash, and its number may be another program's by now: pg_ctl would signal that one.
cluster_runs() {
	local pid
	{ read -r pid < "$STATE/pg/postmaster.pid"; } 2> /dev/null || return 1
	tr '\0' '\n' < "/proc/$pid/cmdline" 2> /dev/null | grep -qxF "$STATE/pg"
}

cluster_stop() {
	cluster_runs || return 0
	as_service "$(pg_bin)/pg_ctl" stop --pgdata "$STATE/pg" --silent --mode fast --wait --timeout 60 > /dev/null 2>&1 || true
}

case ${1:-} in
make) cluster_make ;;
start) cluster_start ;;
stop) cluster_stop ;;
status) cluster_answers ;;
*) die "usage: cluster.sh make | start | stop | status" ;;
esac
