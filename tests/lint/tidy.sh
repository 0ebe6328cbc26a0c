#!/usr/bin/env bash
# clang-tidy over the files named, each with the flags that it is compiled with.
#   tidy.sh FILE…
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tests/lint/lib.sh

status=0
for file; do
	mapfile -t flags < <(flags_for "$file")
	more=
	# A test may stand in for a library's function, whose parameters have other names there.
	[[ $file != tests/* ]] || more=-readability-inconsistent-declaration-parameter-name
	clang-tidy-14 --quiet --checks="$more" "$file" -- "${flags[@]}" 2> /dev/null || status=1
done
exit "$status"
