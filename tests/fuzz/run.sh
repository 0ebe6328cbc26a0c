#!/usr/bin/env bash
# Builds and runs the fuzz targets: tests/fuzz/run.sh [seconds for each, default 10] [target ...]
#
# A target is tests/fuzz/<target>_fuzz.c, its seeds are tests/fuzz/corpus/<target>/, its words, if any, <target>.dict.
# New finds go to build/fuzz/corpus/<target>/ and crashes to build/fuzz/crash/; the seeds stay as they are.
# CLANG and BUILD (default: clang-14, build) come from the environment.
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly seconds=${1:-10}
shift || true
readonly clang=${CLANG:-clang-14}
readonly build=${BUILD:-build}/fuzz
readonly flags=(
	-std=gnu11 -g -O1 -fno-omit-frame-pointer -fno-sanitize-recover=all
	-Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes
	-Wold-style-definition -Wvla -Wwrite-strings -Wformat=2 -Werror
	-fvisibility=hidden -fno-common -Iapi -Itests/unit -Itests/fuzz
)
readonly libraries=(
	-ljansson -lcrypto -lpcre2-8 -lunistring -ljwt -largon2 -lpthread
)

# Compiles one source unless its object is newer than it and than every header; the object's name is in $object.
compile() {
	object=$build/object/${1%.c}.o
	if [[ -f $object && $object -nt $1 ]] &&
		[[ -z $(find api tests -name '*.h' -newer "$object" -print -quit) ]]; then
		return
	fi
	mkdir -p "$(dirname "$object")"
	"$clang" "${flags[@]}" '-fsanitize=fuzzer-no-link,address,undefined' -c "$1" -o "$object.$$"
	mv "$object.$$" "$object"
}

# Only who includes the auth room is linked with it.
sources_of() {
	ls api/base/*.c api/wire/*.c
	if grep -q '#include "auth/' "$1"; then
		ls api/auth/*.c
	fi
	echo tests/unit/contract_stub.c
	echo "$1"
}

build_target() {
	local objects=() source
	for source in $(sources_of "tests/fuzz/$1_fuzz.c"); do
		compile "$source"
		objects+=("$object")
	done
	"$clang" '-fsanitize=fuzzer,address,undefined' "${objects[@]}" "${libraries[@]}" -o "$build/$1"
}

run_target() {
	local words=()
	mkdir -p "$build/corpus/$1" "$build/crash" "tests/fuzz/corpus/$1"
	if [[ -f tests/fuzz/$1.dict ]]; then
		words=("-dict=tests/fuzz/$1.dict")
	fi
	if ! "$build/$1" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 -print_final_stats=1 \
		-artifact_prefix="$build/crash/$1-" "${words[@]}" \
		"$build/corpus/$1" "tests/fuzz/corpus/$1" >"$build/$1.log" 2>&1; then
		tail -n 60 "$build/$1.log"
		return 1
	fi
	echo "fuzz $1: $(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$1.log") runs," \
		"$(sed -n 's/^#.*DONE *//p' "$build/$1.log")"
}

targets=("$@")
if [[ $# -eq 0 ]]; then
	mapfile -t targets < <(find tests/fuzz -maxdepth 1 -name '*_fuzz.c' -printf '%f\n' | sed 's/_fuzz\.c$//' | sort)
fi
for target in "${targets[@]}"; do
	build_target "$target"
	run_target "$target"
done
echo "fuzz: ${#targets[@]} targets without a find"
