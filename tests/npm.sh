#!/usr/bin/env bash
# Installs the npm packages of a folder by its lock file, unless they are those already.
#   npm.sh tests
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder=$1
stamp=build/npm/${folder//\//-}.sum
sum=$(sha256sum < "$folder/package-lock.json")
[[ -d $folder/node_modules && $(cat "$stamp" 2> /dev/null) == "$sum" ]] && exit 0
# Packages choose what to install by the Node.js that they are to run with.
PATH=$(dirname "$(tests/node.sh)"):$PATH
npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error >&2
mkdir -p build/npm
printf '%s\n' "$sum" > "$stamp"
