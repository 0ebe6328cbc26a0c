#!/usr/bin/env bash
# Loads the demo data into an empty database; load.sql does it in one transaction, so all of it or nothing.
#   SCALE           province (default), national, or none
#   DEMO_PASSWORD   of all demo accounts (thi-dua-demo); given later, it replaces the first one
set -euo pipefail
. "${BASH_SOURCE[0]%/*}/lib.sh"

SCALE=${SCALE:-province}
[[ $SCALE =~ ^(province|national|none)$ ]] || die "SCALE must be province, national or none"
[[ $SCALE != none ]] || exit 0

as_owner() { psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username thidua_owner --dbname "$PGDATABASE" "$@"; }

password_hash() { printf '%s\n' "$1" | "$THIDUA_ROOT/build/thiduactl" hash-password; }

if [[ $(as_owner --tuples-only --no-align --command 'select exists (select from thidua.organisation)') == f ]]; then
	say "loading demo data ($SCALE)"
	hash=$(password_hash "${DEMO_PASSWORD:-thi-dua-demo}")
	as_owner --set scale="$SCALE" --set password_hash="$hash" --file "$THIDUA_ROOT/sql/demo/load.sql" > /dev/null
	printf '%s\n' "$([[ -n ${DEMO_PASSWORD:-} ]] && echo own || echo usual)" > "$STATE/demo"
elif [[ -n ${DEMO_PASSWORD:-} && -e $STATE/demo ]]; then
	say "setting the password of the demo accounts"
	hash=$(password_hash "$DEMO_PASSWORD")
	as_owner --set password_hash="$hash" <<-'SQL' > /dev/null
		update thidua.user_account
		   set password_hash = :'password_hash', password_changed_at = now(), failed_count = 0, locked_until = null
		 where username ~ '^demo-';
	SQL
	echo own > "$STATE/demo"
fi
