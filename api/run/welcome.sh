#!/usr/bin/env bash
# What a person needs to know when the service has started.
set -euo pipefail
. "${BASH_SOURCE[0]%/*}/lib.sh"

address=$(cat "$STATE/address")
cat <<END

Thidua is at $address

  reference   $address/docs/
  logs        $STATE/log

END
[[ -e $STATE/demo ]] || exit 0
if [[ $(cat "$STATE/demo") == own ]]; then
	echo "Demo accounts, with the password that you gave (DEMO_PASSWORD):"
else
	echo "Demo accounts, password thi-dua-demo:"
fi
echo
for level in central province upper grassroots; do
	printf '  %-17s %s\n' "demo-$level" "demo-$level-reporter"
done
printf '  demo-admin\n\n'
