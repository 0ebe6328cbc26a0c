#!/usr/bin/env bash
# Builds and runs the unit tests, all of them or those named: tests/unit/run.sh [tests/unit/<room>/<noun>_test.c ...]
#
# A test in tests/unit/<room>/ is linked with api/base, api/wire and api/<room>, and with the small contract of
# contract_stub.c unless it brings tables of its own. It may say more about itself in comments:
#   /* link: -Wl,--wrap=calloc */          further arguments for the linker
#   /* sources: api/http/route.c */        these instead of the whole room
# CC and BUILD (default: gcc, build) come from the environment.
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly cc=${CC:-gcc}
readonly build=${BUILD:-build}/unit
readonly flags=(
	-std=gnu11 -g -O1 -fno-omit-frame-pointer
	'-fsanitize=address,undefined' -fno-sanitize-recover=all
	-Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes
	-Wold-style-definition -Wvla -Wwrite-strings -Wformat=2 -Werror
	-fvisibility=hidden -fno-common -Iapi -Itests/unit
)
readonly libraries=(
	-lcmocka -ljansson -lcrypto -lpcre2-8 -lunistring -ljwt -largon2 -lpthread
)

# Compiles one source unless its object is newer than it and than every header; the object's name is in $object.
compile() {
	object=$build/object/${1%.c}.o
	if [[ -f $object && $object -nt $1 ]] &&
		[[ -z $(find api tests/unit -name '*.h' -newer "$object" -print -quit) ]]; then
		return
	fi
	mkdir -p "$(dirname "$object")"
	# Two runs at a time may build the same object: the last one to finish wins, and both are whole.
	"$cc" "${flags[@]}" -c "$1" -o "$object.$$" && mv "$object.$$" "$object"
}

# What a test says about itself in a comment "/* name: … */".
remark() {
	sed -n "s|^/\* $1: \(.*\) \*/\$|\1|p" "$2"
}

# The sources that a test is linked with, one on a line.
sources_of() {
	local room named
	room=$(basename "$(dirname "$1")")
	named=$(remark sources "$1")
	{
		ls api/base/*.c api/wire/*.c
		if [[ -n $named ]]; then
			tr ' ' '\n' <<<"$named"
		else
			find "api/$room" -maxdepth 1 -name '*.c'
		fi
		grep -q 'contract_operations_count =' "$1" || echo tests/unit/contract_stub.c
	} | sort -u
}

run_test() {
	local objects=() source binary
	for source in $(sources_of "$1") "$1"; do
		compile "$source" || return 1
		objects+=("$object")
	done
	binary=$build/${1#tests/unit/}
	binary=${binary%.c}
	mkdir -p "$(dirname "$binary")"
	# The remark is a list of arguments on purpose.
	# shellcheck disable=SC2046
	"$cc" "${flags[@]}" "${objects[@]}" $(remark link "$1") "${libraries[@]}" -o "$binary" || return 1
	echo "== $1"
	"$binary"
}

tests=("$@")
if [[ $# -eq 0 ]]; then
	mapfile -t tests < <(find tests/unit -name '*_test.c' | sort)
fi
failed=()
for test in "${tests[@]}"; do
	run_test "$test" || failed+=("$test")
done
if [[ ${#failed[@]} -gt 0 ]]; then
	printf 'FAILED: %s\n' "${failed[@]}" >&2
	exit 1
fi
echo "unit: ${#tests[@]} programs passed"
