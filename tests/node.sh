#!/usr/bin/env bash
# Prints the path of a Node.js that the tests can use: the machine's own, or one from npm kept in build/node. Debian 12 has Node 18,
# with which the service builds and runs; redocly wants 20.19 or 22.12.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fits() {
	"$1" --eval '
		const [major, minor] = process.versions.node.split(".").map(Number);
		process.exit((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22 ? 0 : 1)' 2> /dev/null
}

node=$(command -v node || true)
if [[ -z $node ]] || ! fits "$node"; then
	node=$(echo build/node/node_modules/node-linux-*/bin/node)
	if [[ ! -x $node ]] || ! fits "$node"; then
		echo "installing a newer Node.js for the tests in build/node" >&2
		mkdir -p build/node
		cp tests/node/package.json tests/node/package-lock.json build/node/
		npm ci --prefix build/node --ignore-scripts --no-audit --no-fund --loglevel=error >&2
		node=$(echo build/node/node_modules/node-linux-*/bin/node)
	fi
fi
realpath --no-symlinks "$node"
