#!/usr/bin/env bash
# The web client in a real browser, against a service with fresh demo data of its own.
#   run.sh [file…]         some of the *_test.mjs here instead of all
#   THIDUA_ADDRESS=<url>   a service with demo data that runs already; the story changes it
#   CHROMIUM=<path>        the browser (/usr/bin/chromium)
set -euo pipefail
here=$(realpath "${BASH_SOURCE[0]%/*}")
root=$(realpath "$here/../..")
cd "$root"

files=("$@")
((${#files[@]})) || files=("$here"/*_test.mjs)

CHROMIUM=${CHROMIUM:-/usr/bin/chromium}
export CHROMIUM
if [[ ! -x $CHROMIUM ]]; then
	[[ $(id -u) == 0 ]] || { echo "Chromium is needed: apt-get install --no-install-recommends chromium" >&2; exit 1; }
	DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 --no-install-recommends chromium > /dev/null
fi
PATH=$(dirname "$(tests/node.sh)"):$PATH
export PATH
tests/npm.sh tests/browser

# shellcheck disable=SC2317 # the trap calls it
stop() {
	trap '' INT TERM HUP
	api/run/stop.sh > /dev/null || true
	mkdir -p build/test/log
	rm -rf build/test/log/browser
	cp -r "$STATE/log" build/test/log/browser || true
	rm -rf "$STATE" "$SOCKET_DIR"
}

free_port() {
	local port
	for port in $(shuf --echo 19{1..9}{0..9}0); do
		if ! port_taken "$port" && ! port_taken "$((port + 10000))"; then
			printf '%s' "$port"
			return
		fi
	done
	die "no free port"
}

if [[ -z ${THIDUA_ADDRESS:-} ]]; then
	make --no-print-directory --silent build web >&2
	STATE=$(mktemp -d /tmp/thidua-browser-XXXXXX)
	chmod 755 "$STATE"
	# shellcheck source=../../api/run/lib.sh
	. api/run/lib.sh
	PORT=$(free_port)
	export PORT KORE_PORT=$((PORT + 10000)) THIDUA_ADDRESS=http://localhost:$PORT SCALE=province FSYNC=off SYNCHRONOUS_COMMIT=off
	# One address stands for many people here.
	export RATE=500 BURST=1000 RATE_SIGN_IN=50 BURST_SIGN_IN=250
	trap stop EXIT
	api/run/start.sh --detach > /dev/null
fi

# One file after the other: the story changes what the screens show.
status=0
node --test --test-concurrency=1 --test-reporter=spec --test-reporter-destination=stdout "${files[@]}" &
pid=$!
trap 'kill -TERM "$pid" 2> /dev/null || true; wait "$pid" || true; exit 143' INT TERM HUP
wait "$pid" || status=$?
trap - INT TERM HUP
exit "$status"
