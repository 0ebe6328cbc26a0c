# shellcheck shell=bash
# How the linters compile; to be sourced from the top of the project.

LINT_WARNINGS=(
	-Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wvla
	-Wwrite-strings '-Wformat=2' -Werror
)

# The files of the project by ending, without what npm brought.
files_of() { find api tests docker frontend-static .ci -name node_modules -prune -o -type f -name "$1" -print 2> /dev/null | sort; }

# The flags for a file, one on a line: Kore's only where Kore is seen.
flags_for() {
	printf '%s\n' -std=gnu11 "${LINT_WARNINGS[@]}" -fvisibility=hidden -Iapi -Ibuild/gen
	pkg-config --cflags libpq | tr ' ' '\n'
	case $1 in
	api/http/* | api/main.c | tests/traps/*) tr ' ' '\n' < /usr/share/kore/features ;;
	tests/*) printf '%s\n' -Itests/unit -Itests/fuzz ;;
	esac
}
