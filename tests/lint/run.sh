#!/usr/bin/env bash
# All linters, or those named: run.sh [format compile headers tidy cppcheck shell javascript contract rooms]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tests/lint/lib.sh

node=$(tests/node.sh)
at_once=$(nproc)

mapfile -t sources < <(files_of '*.c')
mapfile -t headers < <(files_of '*.h')
mapfile -t scripts < <(files_of '*.sh'; find .ci -type f)

# Some files at a time, so that every core has work until the end.
in_parallel() {
	local command=$1 chunk=$2
	shift 2
	printf '%s\0' "$@" | xargs -0 -P "$at_once" -n "$chunk" "$command"
}

lint_format() { clang-format-14 --dry-run -Werror "${sources[@]}" "${headers[@]}"; }
lint_compile() { in_parallel tests/lint/compile.sh 8 "${sources[@]}"; }
lint_headers() { in_parallel tests/lint/compile.sh 8 "${headers[@]}"; }
lint_tidy() { in_parallel tests/lint/tidy.sh 1 "${sources[@]}"; }

# Faults only: its notes on style are matters of taste. Kore's headers are not read, so their one macro is explained.
lint_cppcheck() {
	cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability --inline-suppr -j "$at_once" \
		--suppressions-list=tests/lint/cppcheck.txt --cppcheck-build-dir=build/cppcheck -Iapi '-DKORE_SECCOMP_FILTER(...)=' api
}

lint_shell() { shellcheck --external-sources "${scripts[@]}"; }

lint_javascript() {
	local file status=0
	while read -r file; do
		"$node" --check "$file" || status=1
	done < <(files_of '*.mjs'; files_of '*.js' | grep -vE '^frontend-static/(dist|src)/')
	return "$status"
}

lint_contract() {
	tests/npm.sh tests
	REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true "$node" tests/node_modules/@redocly/cli/bin/cli.js \
		lint openapi.yaml --config tests/lint/redocly.yaml --format stylish 2>&1
}

lint_rooms() { "$node" --test tests/lint/rooms_test.mjs && "$node" tests/lint/rooms.mjs; }

names=("$@")
((${#names[@]})) || names=(format compile headers tidy cppcheck shell javascript contract rooms)
mkdir -p build/cppcheck build/test
# Compilers need what is generated.
make --no-print-directory gen > build/test/gen.log 2>&1 || { cat build/test/gen.log; exit 1; }

passed=0 failed=0
for name in "${names[@]}"; do
	begin=$SECONDS
	if "lint_$name" > "build/test/lint-$name.log" 2>&1; then
		printf 'ok    %-11s %3d s\n' "$name" $((SECONDS - begin))
		passed=$((passed + 1))
	else
		printf 'FAIL  %-11s %3d s\n' "$name" $((SECONDS - begin))
		head -c 20000 "build/test/lint-$name.log" | sed 's/^/      /'
		failed=$((failed + 1))
	fi
done
echo "$passed passed, $failed failed"
((failed == 0))
