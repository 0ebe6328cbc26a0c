#!/usr/bin/env bash
# The tests of the running service over HTTP, then whether the contract was covered.
#   run.sh [file…]    some of the *_test.mjs here instead of all; coverage is not asked for then
#                     *_alone_test.mjs run after all others, one after another
#   JOBS=2            how many test files run at one time
#   COVERAGE=no       leaves the question of coverage to the caller, who may have other rings to add
set -euo pipefail
here=$(realpath "${BASH_SOURCE[0]%/*}")
. "$here/service.sh"

files=("$@")
if ((${#files[@]})); then service_partial=yes; else files=("$here"/*_test.mjs); fi

run_files() {
	local jobs=$1
	shift
	(($#)) || return 0
	service_run node --test --test-concurrency="$jobs" --test-reporter=spec --test-reporter-destination=stdout "$@"
}

# What changes the whole service comes last, one after another.
beside=() alone=()
for file in "${files[@]}"; do
	if [[ $file == *_alone_test.mjs ]]; then alone+=("$file"); else beside+=("$file"); fi
done

service_start api
status=0
run_files "${JOBS:-2}" "${beside[@]}" || status=$?
run_files 1 "${alone[@]}" || status=$?
if [[ -z ${service_partial:-} && ${COVERAGE:-yes} != no ]]; then
	node "$here/../contract/coverage.mjs" || status=1
fi
exit "$status"
