#!/usr/bin/env bash
# One test for each trap: what happens to the service when its parts die, stall, or are asked in ways that no client should.
#   run.sh [file…]    some of the *_test.mjs here instead of all
#   PATTERN=words     only the tests whose names hold them
# They end and freeze parts of the service, so they run one after another, on a service of their own.
set -euo pipefail
here=$(realpath "${BASH_SOURCE[0]%/*}")
. "$here/../api/service.sh"

files=("$@")
((${#files[@]})) || files=("$here"/*_test.mjs)

# What was acknowledged must outlive a killed database; quotas would only hide what is asked here.
export SYNCHRONOUS_COMMIT=on WORKERS=2
export RATE=100000 BURST=100000 RATE_SIGN_IN=100000 BURST_SIGN_IN=100000
service_start traps
service_run node --test ${PATTERN:+--test-name-pattern="$PATTERN"} --test-concurrency=1 \
	--test-reporter=spec --test-reporter-destination=stdout "${files[@]}"
