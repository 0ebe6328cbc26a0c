#!/usr/bin/env bash
# Compiles files with the other compiler, or checks that headers stand alone; writes nothing.
#   compile.sh FILE…
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tests/lint/lib.sh

status=0
for file; do
	mapfile -t flags < <(flags_for "$file")
	if [[ $file == *.h ]]; then
		# As its own source file: a header that forgets an include fails, and so does one without a guard.
		printf '#include "%s"\n#include "%s"\ntypedef int lint_nothing;\n' "$file" "$file" |
			clang-14 "${flags[@]}" -I. -fsyntax-only -x c - || status=1
	else
		clang-14 "${flags[@]}" -fsyntax-only "$file" || status=1
	fi
done
exit "$status"
