#!/usr/bin/env bash
# Keeps the service together: starts its parts in order, starts again what dies, stops everything on SIGINT or SIGTERM.
# Kore looks after its own workers, but would restart one that dies at once for ever; so that is watched here.
set -euo pipefail
. "${BASH_SOURCE[0]%/*}/lib.sh"
here=$THIDUA_ROOT/api/run

declare -A pid=() started_at=() pause=() retry_at=()
declare -A worker_seen=()
early_deaths=0
early_death_at=0
stopping=
running=

# ---- one part --------------------------------------------------------------------------------------------------

# Own session and process group: Ctrl-C reaches this script alone, and orphans of a killed parent can be found.
spawn() {
	local name=$1
	shift
	(exec setsid "$@") >> "$STATE/log/$name.log" 2>&1 < /dev/null 9>&- &
	pid[$name]=$!
	disown # bash would comment on its end
	started_at[$name]=$SECONDS
	pid_write "$name" "${pid[$name]}"
}

as_service_exec() {
	if [[ $(id -u) == 0 ]]; then
		printf '%s\n' env "HOME=$STATE" setpriv "--reuid=$SERVICE_USER" "--regid=$SERVICE_USER" --init-groups --
	fi
}

start_part() {
	local prefix
	mapfile -t prefix < <(as_service_exec)
	case $1 in
	database) spawn database "${prefix[@]}" "$(pg_bin)/postgres" -D "$STATE/pg" ;;
	# Kore prints with stdio; into a file that would be buffered, and doubled by its forks.
	kore)
		worker_seen=()
		spawn kore "${prefix[@]}" stdbuf -oL kore -fnr -c "$STATE/run/kore.conf"
		;;
	worker) spawn worker "${prefix[@]}" "$STATE/bin/thidua-worker" ;;
	nginx) spawn nginx nginx -e "$STATE/log/nginx.log" -p "$STATE/nginx" -c "$STATE/nginx/nginx.conf" ;;
	esac
}

alive() { [[ -n ${pid[$1]:-} ]] && kill -0 "${pid[$1]}" 2> /dev/null; }

# Kore forgets a SIGTERM when another signal comes at the same moment: so it is sent until it works.
stop_part() {
	local name=$1 signal=$2 seconds=$3 deadline
	alive "$name" || return 0
	deadline=$((SECONDS + seconds))
	while alive "$name"; do
		if ((SECONDS >= deadline)); then
			kill -KILL -- "-${pid[$name]}" 2> /dev/null || true
			break
		fi
		kill "-$signal" "${pid[$name]}" 2> /dev/null || true
		for _ in 1 2 3 4 5 6 7 8 9 10; do
			alive "$name" || break
			sleep 0.05
		done
	done
	# Workers of a master that did not say goodbye.
	kill -KILL -- "-${pid[$name]}" 2> /dev/null || true
	rm -f "$STATE/pid/$name"
	unset "pid[$name]"
}

# ---- everything ------------------------------------------------------------------------------------------------

stop_all() {
	trap '' INT TERM HUP
	trap - EXIT
	rm -f "$STATE/pid/ready"
	stop_part nginx QUIT 3
	stop_part kore TERM 8
	stop_part worker TERM 8
	stop_part database INT 30
	rm -f "$STATE/pid/supervisor"
}

give_up() {
	say ""
	say "thidua stops: $1"
	[[ -z ${2:-} ]] || { say "last lines of $STATE/log/$2.log:"; tail -n 15 "$STATE/log/$2.log" | sed 's/^/  /' >&2; }
	stop_all
	exit 1
}

# Waits until a command is true, a part dies, or the time is over.
wait_for() {
	local part=$1 seconds=$2 deadline
	shift 2
	deadline=$((SECONDS + seconds))
	until "$@"; do
		[[ -z $stopping ]] || finish
		alive "$part" || give_up "$part ended while starting" "$part"
		[[ $part != kore ]] || watch_kore_workers
		((SECONDS < deadline)) || give_up "$part was not ready within $seconds seconds" "$part"
		sleep 0.05 || true # Ctrl-C reaches it, too
	done
}

database_ready() { "$here/cluster.sh" status; }
kore_ready() { [[ $(http_status "http://127.0.0.1:$KORE_PORT/readyz" 0.3) == 200 ]]; }
nginx_ready() { [[ $(http_status "http://127.0.0.1:$PORT/healthz" 1) == 200 ]]; }

finish() {
	say "stopping"
	stop_all
	say "stopped; the data is in $STATE"
	exit 0
}

# Ctrl-C reaches a running step as well.
step() {
	local command
	read -ra command <<< "$1"
	"$here/${command[0]}" "${command[@]:1}" && return
	[[ -z $stopping ]] || finish
	give_up "$2"
}

start_all() {
	step "cluster.sh make" "the database cluster could not be made"
	start_part database
	wait_for database 60 database_ready
	step deploy.sh "the schema could not be deployed"
	step demo.sh "the demo data could not be loaded"
	step configure.sh "the configuration could not be written"
	# shellcheck disable=SC1091
	. "$STATE/run/environment"
	start_part kore
	start_part worker
	wait_for kore 20 kore_ready
	start_part nginx
	wait_for nginx 10 nginx_ready
}

# ---- watching --------------------------------------------------------------------------------------------------

# Pids of Kore's workers: children of its parent process.
kore_workers() {
	local children=/proc/${pid[kore]}/task/${pid[kore]}/children stat fields
	if [[ -r $children ]]; then
		cat "$children" 2> /dev/null || true
		return
	fi
	for stat in /proc/[0-9]*/stat; do
		{ read -r fields < "$stat"; } 2> /dev/null || continue
		fields=${fields##*) }
		[[ ${fields#? } != "${pid[kore]} "* ]] || printf '%s ' "${stat//[^0-9]/}"
	done
}

# died_early NOW SEEN: whether this is one early death too many; all in microseconds.
died_early() {
	(($1 - $2 < 1500000)) || return 1
	(($1 - early_death_at < 10000000)) || early_deaths=0
	early_death_at=$1
	early_deaths=$((early_deaths + 1))
	((early_deaths >= 3))
}

# A worker that dies within its first second will do so again, for ever, while the port is open and every request hangs. While the
# service starts, one such death tells; later somebody may have killed it, so only the third within ten seconds of another does.
watch_kore_workers() {
	local worker now=${EPOCHREALTIME/./} there
	alive kore || return 0
	there=" $(kore_workers | tr '\n' ' ')" || return 0
	for worker in "${!worker_seen[@]}"; do
		[[ $there != *" $worker "* ]] || continue
		if alive kore && { [[ -z $running ]] || died_early "$now" "${worker_seen[$worker]}"; }; then
			give_up "a Kore worker (pid $worker) died as soon as it had started" kore
		fi
		unset "worker_seen[$worker]"
	done
	for worker in $there; do
		[[ -n ${worker_seen[$worker]:-} ]] || worker_seen[$worker]=$now
	done
}

# At once, then after 1, 2, 4 … 30 seconds; forgotten after a minute of good health.
restart_if_dead() {
	local name=$1 seconds=${pause[$1]:-0}
	if alive "$name"; then
		((SECONDS - started_at[$name] < 60)) || pause[$name]=0
		return
	fi
	if [[ -n ${pid[$name]:-} ]]; then
		# Workers that outlived their parent hold its port.
		kill -KILL -- "-${pid[$name]}" 2> /dev/null || true
		unset "pid[$name]"
		retry_at[$name]=$((SECONDS + seconds))
		pause[$name]=$((seconds == 0 ? 1 : seconds >= 15 ? 30 : seconds * 2))
		say "$(date -u +%FT%TZ) $name ended; it starts again in $seconds s"
	fi
	((SECONDS < retry_at[$name])) || start_part "$name"
}

# Logs are written in append mode, so they can be cut while they are written.
rotate_logs() {
	local log size
	for log in "$STATE"/log/*.log; do
		size=$(stat -c %s "$log") || continue
		if ((size > 64 * 1024 * 1024)); then
			cp "$log" "$log.1" || continue
			: > "$log"
		fi
	done
}

watch() {
	local part next_rotation=$SECONDS
	while [[ -z $stopping ]]; do
		for part in database kore worker nginx; do
			restart_if_dead "$part"
		done
		watch_kore_workers
		if ((SECONDS >= next_rotation)); then
			rotate_logs
			next_rotation=$((SECONDS + 60))
		fi
		sleep 0.4 &
		wait $! || true
	done
}

exec 9> "$STATE/pid/lock"
# One that is just ending says that it is gone a moment before it lets go.
flock --timeout 5 9 || die "another supervisor holds $STATE"
trap 'stopping=yes' INT TERM HUP
# A fault in this script itself must not leave the parts alone.
trap stop_all EXIT
pid_write supervisor $$
start_all
running=yes
: > "$STATE/pid/ready"
if [[ -n ${FOREGROUND:-} ]]; then
	"$here/welcome.sh" || true
	echo "Stop it with Ctrl-C."
fi
watch
finish
