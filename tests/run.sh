#!/usr/bin/env bash
# Runs rings of tests, one after the other, and adds up what they say: run.sh [RING…]
#   lint contract unit web sql api traps coverage browser fuzz     all of them, in this order, when none is named
# Each ring has a cluster and ports of its own, so a running service is not disturbed. What they print is kept in build/test.
#   SECONDS_EACH    how long each fuzz target runs (5)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rings=("$@")
((${#rings[@]})) || rings=(lint contract unit web sql api traps coverage browser fuzz)

ring_lint() { tests/lint/run.sh; }
ring_contract() { node --test tests/contract/*_test.mjs; }
ring_unit() { tests/unit/run.sh; }
ring_web() { make --no-print-directory web && npm --prefix frontend-static test; }
ring_sql() { tests/sql/run.sh; }
# Coverage is asked for after the last ring that talks to the service.
ring_api() { COVERAGE=no tests/api/run.sh; }
ring_traps() { COVERAGE=no tests/traps/run.sh; }
ring_coverage() { node tests/contract/coverage.mjs; }
ring_browser() { tests/browser/run.sh; }
ring_fuzz() { tests/fuzz/run.sh "${SECONDS_EACH:-5}"; }

# Adds up what the ways to test here print: our own summaries, node:test, cmocka, vitest, pg_prove, the fuzz targets.
count() {
	sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '
		/^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3 }
		/^(#|ℹ) pass [0-9]+$/ { passed += $3 }
		/^(#|ℹ) (fail|cancelled) [0-9]+$/ { failed += $3 }
		/^\[  PASSED  \] [0-9]+ test\(s\)\.$/ { passed += $4 }
		/^\[  FAILED  \] [0-9]+ test\(s\)/ { failed += $4 }
		/^Files=[0-9]+, Tests=[0-9]+,/ { sub(/^Files=[0-9]+, Tests=/, ""); passed += $1 + 0 }
		/Failed [0-9]+\/[0-9]+ subtests/ { match($0, /Failed [0-9]+/); n = substr($0, RSTART + 7, RLENGTH - 7) + 0
			failed += n; passed -= n }
		/^ +Tests  .*\([0-9]+\)$/ { for (i = 2; i <= NF; i++) { if ($(i) ~ /^passed/) passed += $(i - 1)
			if ($(i) ~ /^failed/) failed += $(i - 1) } }
		/^fuzz [a-z0-9_]+: [0-9]+ runs/ { passed++ }
		END { print passed + 0, failed + 0 }'
}

mkdir -p build/test
api/run/packages.sh test
PATH=$(dirname "$(tests/node.sh)"):$PATH
export PATH
tests/npm.sh tests
make --no-print-directory --jobs="$(nproc)" build > build/test/build.log 2>&1 || { cat build/test/build.log; echo "0 passed, 1 failed"; exit 1; }

total_passed=0 total_failed=0 table=
for ring in "${rings[@]}"; do
	[[ $(type -t "ring_$ring") == function ]] || { echo "there is no ring $ring" >&2; exit 2; }
	printf '\n==== %s\n' "$ring"
	log=build/test/$ring.log
	begin=$SECONDS status=0
	"ring_$ring" 2>&1 | tee "$log" || status=$?
	read -r passed failed < <(count "$log")
	# A ring that breaks without naming a test has failed once.
	((status == 0 || failed > 0)) || failed=1
	((status == 0 && passed == 0 && failed == 0)) && passed=1
	total_passed=$((total_passed + passed)) total_failed=$((total_failed + failed))
	table+=$(printf '%-10s %6d passed %4d failed %5d s' "$ring" "$passed" "$failed" $((SECONDS - begin)))$'\n'
done

printf '\n%s\n%d passed, %d failed\n' "$table" "$total_passed" "$total_failed"
((total_failed == 0))
