#!/usr/bin/env bash
# A shared object links even when a function is missing; Kore would find out at start. This finds out now: every undefined symbol
# must come from Kore or from a library. And what the module shows must be its hooks alone, because Kore exports hundreds of
# plain names and a same-named one of ours would be bound to Kore's.
#   check-module.sh build/thidua.so
set -euo pipefail

module=$1
kore=$(command -v kore)

missing=$(ldd -r "$module" 2>&1 | sed -n 's/^undefined symbol: \([^ ,([:space:]]*\).*/\1/p' | LC_ALL=C sort -u |
	LC_ALL=C comm -23 - <(nm -D --defined-only "$kore" | awk '{ print $3 }' | LC_ALL=C sort -u))
if [[ -n $missing ]]; then
	printf '%s: undefined: %s\n' "$module" "${missing//$'\n'/ }" >&2
	exit 1
fi

shown=$(nm -D --defined-only "$module" | awk '{ print $3 }' |
	grep -vE '^(kore_(parent|worker)_(configure|teardown)|kore_seccomp_hook|_scfilt|thidua_[a-z_]+|_init|_fini)$' || true)
if [[ -n $shown ]]; then
	printf '%s: should be hidden: %s\n' "$module" "${shown//$'\n'/ }" >&2
	exit 1
fi
