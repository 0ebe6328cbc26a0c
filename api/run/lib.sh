# shellcheck shell=bash
# Settings and small helpers that the other scripts here share; to be sourced.
#   PORT      where nginx listens (8080); Kore listens on 127.0.0.1, 10000 above
#   LISTEN    address for nginx (localhost: 127.0.0.1 and ::1)
#   INSTANCE  a name for a second service beside the first one, with data of its own (tests)
#   STATE     where data, keys, logs and sockets live; follows from the above when not given

# nginx is where Debian's ordinary users do not look.
PATH=$PATH:/usr/sbin:/sbin
THIDUA_ROOT=$(realpath "${BASH_SOURCE[0]%/*}/../..")
INSTANCE=${INSTANCE:-}
PORT=${PORT:-8080}
LISTEN=${LISTEN:-localhost}
PGDATABASE=${PGDATABASE:-thidua}

say() { printf '%s\n' "$*" >&2; }
die() { say "thidua: $*"; exit 1; }

[[ $PORT =~ ^[0-9]+$ && $PORT -ge 1024 && $PORT -le 55535 ]] || die "PORT must be a number from 1024 to 55535"
[[ $INSTANCE =~ ^[a-z0-9-]*$ ]] || die "INSTANCE may hold lower-case letters, digits and '-'"
# shellcheck disable=SC2034
KORE_PORT=$((PORT + 10000))

# PostgreSQL refuses to run as root, and the postgres user cannot enter a home of mode 0700: as root, everything that runs
# lives outside the project and belongs to postgres.
if [[ $(id -u) == 0 ]]; then
	SERVICE_USER=postgres
	state_base=/var/lib/thidua/$(printf '%s' "$THIDUA_ROOT" | sha256sum | cut -c1-8)
else
	SERVICE_USER=$(id -un)
	state_base=$THIDUA_ROOT/.local/state
fi
STATE=${STATE:-$state_base${INSTANCE:+-$INSTANCE}}
[[ ! $STATE =~ [^A-Za-z0-9/._@%+,~-] ]] || die "the path $STATE holds blanks or signs that the configuration of nginx and Kore cannot"
# A socket's path may have 107 bytes.
SOCKET_DIR=$STATE/run
if ((${#SOCKET_DIR} > 107 - 16)); then
	SOCKET_DIR=/tmp/thidua-$(id -u)-$(printf '%s' "$STATE" | sha256sum | cut -c1-8)
fi

# Where people find it; LISTEN may be an address that only machines know.
THIDUA_ADDRESS=${THIDUA_ADDRESS:-http://$LISTEN:$PORT}

export THIDUA_ADDRESS THIDUA_ROOT INSTANCE PORT LISTEN STATE PGDATABASE
export PGHOST=$SOCKET_DIR PGPORT=5432
# Settings of the caller's own PostgreSQL must not reach ours.
unset PGUSER PGPASSWORD PGSERVICE PGSERVICEFILE PGOPTIONS PGSSLMODE PGTZ PGCLIENTENCODING PGPASSFILE
export PGCLIENTENCODING=UTF8 PGTZ=UTC

pg_bin() {
	local newest
	newest=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV | head -n 1)
	[[ -x $newest/postgres ]] || die "PostgreSQL is not installed; run: make packages"
	printf '%s' "$newest"
}

# Runs a command as the user that owns the data. Not runuser: it stays between, and mirrors SIGSTOP.
as_service() {
	if [[ $(id -u) == 0 ]]; then
		(cd / && HOME=$STATE exec setpriv --reuid="$SERVICE_USER" --regid="$SERVICE_USER" --init-groups -- "$@")
	else
		"$@"
	fi
}

# Data, sockets and keys for the service alone; logs, pids and what nginx serves belong to the caller.
state_make() {
	local directory
	(umask 022 && mkdir -p "${STATE%/*}" "$STATE"/{pid,www,bin,nginx})
	[[ -d $STATE/log ]] || mkdir -m 0750 "$STATE/log"
	for directory in "$STATE/run" "$STATE/keys" "$SOCKET_DIR"; do
		[[ -d $directory || -L $directory ]] || mkdir -m 0700 "$directory"
		# In /tmp somebody may have been there before.
		[[ ! -L $directory && $(stat -c %U "$directory") =~ ^($(id -un)|$SERVICE_USER)$ ]] || die "$directory belongs to somebody else"
		chmod 0700 "$directory"
		[[ $(id -u) != 0 ]] || chown "$SERVICE_USER:" "$directory"
	done
}

# Start time of a process in clock ticks: with the pid it names one process for ever. Empty: there is none, or a zombie.
process_started() {
	local stat
	{ read -r stat < "/proc/$1/stat"; } 2>/dev/null || return 0
	stat=${stat##*) }
	[[ ${stat%% *} == [ZX] ]] || awk '{ print $20 }' <<< "$stat"
}

boot_id() { cat /proc/sys/kernel/random/boot_id; }

pid_write() { printf '%s %s %s\n' "$2" "$(process_started "$2")" "$(boot_id)" > "$STATE/pid/$1"; }

# Prints the pid that was written down under that name, if that very process still lives.
pid_alive() {
	local pid started boot
	{ read -r pid started boot < "$STATE/pid/$1"; } 2>/dev/null || return 1
	[[ -n $started && $boot == "$(boot_id)" && $(process_started "$pid") == "$started" ]] || return 1
	printf '%s' "$pid"
}

# Prints the process group that a part led, if the leader is dead and others of the group live. As long as they do, the kernel
# gives its number to nobody else.
group_orphaned() {
	local pid started boot
	{ read -r pid started boot < "$STATE/pid/$1"; } 2>/dev/null || return 1
	[[ $boot == "$(boot_id)" && -z $(process_started "$pid") ]] && kill -0 -- "-$pid" 2>/dev/null || return 1
	printf '%s' "$pid"
}

# wait_until SECONDS command…: true as soon as the command is.
wait_until() {
	local deadline=$((SECONDS + $1))
	shift
	until "$@"; do
		((SECONDS < deadline)) || return 1
		sleep 0.05
	done
}

port_taken() { (exec 3<> "/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# http_status URL [SECONDS]: 000 when there is no answer.
http_status() { curl --silent --output /dev/null --max-time "${2:-2}" --write-out '%{http_code}' "$1" || true; }
