#!/usr/bin/env bash
# Writes what the programs read at start: keys (once), environment, Kore's and nginx's configuration, programs and pages in places
# where the users that run them can reach them.
set -euo pipefail
. "${BASH_SOURCE[0]%/*}/lib.sh"
cd "$THIDUA_ROOT"

cores=$(nproc)

make_keys() {
	[[ ! -s $STATE/keys/ring ]] || return 0
	(umask 077 && build/thiduactl new-keys > "$STATE/keys/ring.new")
	[[ $(id -u) != 0 ]] || chown "$SERVICE_USER:" "$STATE/keys/ring.new"
	mv "$STATE/keys/ring.new" "$STATE/keys/ring"
}

setting() { printf 'export %s=%q\n' "$1" "$2"; }

# connect_timeout 2 is libpq's least; a socket answers at once anyway. Cookies marked Secure would not come back over plain HTTP.
write_environment() {
	local connection="host=$SOCKET_DIR dbname=$PGDATABASE connect_timeout=2"
	{
		setting THIDUA_DSN "${THIDUA_DSN:-$connection user=thidua_api}"
		setting THIDUA_WORKER_DSN "${THIDUA_WORKER_DSN:-$connection user=thidua_worker}"
		setting THIDUA_KEYS "$STATE/keys/ring"
		setting THIDUA_ISSUER "${THIDUA_ISSUER:-$THIDUA_ADDRESS}"
		setting THIDUA_AUDIENCE "${THIDUA_AUDIENCE:-$THIDUA_ADDRESS}"
		setting THIDUA_COOKIE_SECURE "${THIDUA_COOKIE_SECURE:-0}"
	} > "$STATE/run/environment"
}

# fill FILE NAME=VALUE…: the file with every @NAME@ replaced.
fill() {
	local text pair
	text=$(< "$1")
	shift
	for pair; do
		text=${text//"@${pair%%=*}@"/${pair#*=}}
	done
	printf '%s\n' "$text"
}

descriptors() {
	local hard
	hard=$(ulimit -Hn)
	[[ $hard != unlimited && $hard -lt 8192 ]] && echo "$hard" || echo 8192
}

write_kore() {
	fill api/run/kore.conf.in STATE="$STATE" KORE_PORT="$KORE_PORT" WORKERS="${WORKERS:-$cores}" \
		NOFILES="$(descriptors)" SECCOMP_TRACING="${SECCOMP_TRACING:-no}" > "$STATE/run/kore.conf"
}

listen_lines() {
	if [[ $LISTEN == localhost ]]; then
		printf 'listen 127.0.0.1:%s;' "$PORT"
		[[ ! -e /proc/net/if_inet6 ]] || ! grep -q ' lo$' /proc/net/if_inet6 || printf ' listen [::1]:%s;' "$PORT"
	else
		printf 'listen %s:%s;' "$LISTEN" "$PORT"
	fi
}

write_nginx() {
	local user='' rate=200 burst=800 rate_sign_in=20 burst_sign_in=100
	# A service beside the first one is there for tests, all of which come from one address.
	[[ -z $INSTANCE ]] || rate=50000 burst=50000 rate_sign_in=50000 burst_sign_in=50000
	[[ $(id -u) != 0 ]] || user='user www-data;'
	fill api/run/page.conf.in > "$STATE/nginx/page.conf"
	fill api/run/nginx.conf.in STATE="$STATE" KORE_PORT="$KORE_PORT" WORKERS="$cores" USER="$user" LISTEN="$(listen_lines)" \
		RATE="${RATE:-$rate}" BURST="${BURST:-$burst}" RATE_SIGN_IN="${RATE_SIGN_IN:-$rate_sign_in}" \
		BURST_SIGN_IN="${BURST_SIGN_IN:-$burst_sign_in}" \
		> "$STATE/nginx/nginx.conf"
	nginx -t -q -e "$STATE/log/nginx.log" -p "$STATE/nginx" -c "$STATE/nginx/nginx.conf"
}

# The web client when it is built, else a plain page; the generated pages in either case.
copy_pages() {
	local new=$STATE/www.new app=frontend-static/dist
	[[ -f $app/index.html ]] || app=api/run/www
	rm -rf "$new"
	mkdir "$new"
	cp -R "$app/." build/www/. "$new"
	chmod -R u+rwX,go+rX "$new"
	rm -rf "$STATE/www"
	mv "$new" "$STATE/www"
}

umask 022
make_keys
install -m 0755 build/thidua.so build/thidua-worker "$STATE/bin/"
write_environment
write_kore
copy_pages
write_nginx
