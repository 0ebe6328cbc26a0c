#!/usr/bin/env bash
# The tests of the running service over HTTP, then whether the contract was covered.
#   run.sh [file…]    some of the *_test.mjs here instead of all; coverage is not asked for then
#   JOBS=2            how many test files run at one time
#   COVERAGE=no       leaves the question of coverage to the caller, who may have other rings to add
set -euo pipefail
here=$(realpath "${BASH_SOURCE[0]%/*}")
. "$here/service.sh"

files=("$@")
((${#files[@]})) && service_partial=yes || files=("$here"/*_test.mjs)

service_start api
status=0
service_run node --test --test-concurrency="${JOBS:-2}" --test-reporter=spec --test-reporter-destination=stdout "${files[@]}" ||
	status=$?
if [[ -z ${service_partial:-} && ${COVERAGE:-yes} != no ]]; then
	node "$here/../contract/coverage.mjs" || status=1
fi
exit "$status"
