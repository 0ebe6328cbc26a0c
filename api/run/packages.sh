#!/usr/bin/env bash
# Installs the Debian 12 packages that are missing; quick when none is.
#   packages.sh run | test     what the service needs, or what the tests and linters need as well
set -euo pipefail

RUN_PACKAGES=(
	build-essential pkg-config kore libargon2-dev libjansson-dev libjwt-dev libpcre2-dev libpq-dev libssl-dev libunistring-dev
	postgresql-15 sqitch libdbd-pg-perl nginx-light curl ca-certificates
)
TEST_PACKAGES=(
	chromium clang-14 clang-format-14 clang-tidy-14 cppcheck libclang-rt-14-dev libcmocka-dev postgresql-15-pgtap
	libtap-parser-sourcehandler-pgtap-perl shellcheck
)

wanted() {
	printf '%s\n' "${RUN_PACKAGES[@]}"
	[[ $1 == run ]] || printf '%s\n' "${TEST_PACKAGES[@]}"
	# A node from elsewhere is as good as Debian's.
	[[ -n $(command -v npm) && $(node --version 2> /dev/null | tr -dc '0-9.' | cut -d. -f1) -ge 18 ]] || printf '%s\n' nodejs npm
}

installed() { dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' 2> /dev/null | sed -n 's/^installed //p'; }

missing() { LC_ALL=C comm -23 <(wanted "$1" | LC_ALL=C sort -u) <(installed | LC_ALL=C sort -u); }

# Neither a database cluster nor a web server of the system shall come into being, or start, because of us.
POLICY=/usr/sbin/policy-rc.d
CLUSTER_POLICY=/etc/postgresql-common/createcluster.d/thidua.conf
policy_set() {
	if [[ ! -e $POLICY ]]; then
		printf '#!/bin/sh\nexit 101 # while thidua installs packages\n' > "$POLICY"
		chmod 0755 "$POLICY"
		policy_made=yes
	fi
	if grep -qx postgresql-15 <<< "$1"; then
		mkdir -p "${CLUSTER_POLICY%/*}"
		echo 'create_main_cluster = false' > "$CLUSTER_POLICY"
	fi
}
policy_unset() {
	[[ ${policy_made:-} != yes ]] || rm -f "$POLICY"
	rm -f "$CLUSTER_POLICY"
}

install_as_root() {
	local packages=$1
	trap policy_unset EXIT
	policy_set "$packages"
	export DEBIAN_FRONTEND=noninteractive
	echo "installing: ${packages//$'\n'/ }" >&2
	# shellcheck disable=SC2086
	{ apt-get update --quiet=2 && apt-get install --yes --quiet --no-install-recommends $packages; } >&2
	if grep -qx nginx-light <<< "$packages" && [[ -d /run/systemd/system ]]; then
		systemctl disable --quiet nginx || true
	fi
}

main() {
	local packages
	if [[ ${2:-} == as-root ]]; then
		install_as_root "$(missing "$1")"
		return
	fi
	packages=$(missing "$1")
	[[ -n $packages ]] || return 0
	if [[ ! -x $(command -v apt-get) ]]; then
		echo "thidua: these Debian 12 packages are needed: ${packages//$'\n'/ }" >&2
		exit 1
	elif [[ $(id -u) == 0 ]]; then
		install_as_root "$packages"
	elif command -v sudo > /dev/null && { sudo --non-interactive true 2> /dev/null || [[ -t 0 ]]; } &&
		sudo bash "$(realpath "${BASH_SOURCE[0]}")" "$1" as-root; then
		:
	else
		printf '%s\n' "thidua: some packages are missing, and only root may install them. Run this once, then again what you ran:" \
			"  apt-get install --no-install-recommends ${packages//$'\n'/ }" >&2
		exit 1
	fi
}

case ${1:-} in
run | test) main "$@" ;;
*) echo "usage: packages.sh run | test" >&2; exit 2 ;;
esac
