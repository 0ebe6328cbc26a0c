#!/usr/bin/env bash
# Puts together the pages that come out of the contract, in build/www: problem pages, nginx's own problem bodies, the reference.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

new=build/www.new
swagger=api/contract/node_modules/swagger-ui-dist

rm -rf "$new"
mkdir -p "$new/docs"
node api/run/problem-pages.mjs build/gen/openapi.json "$new"
cp api/run/docs/problems.css "$new/problems/style.css"
cp api/run/docs/{index.html,docs.js,docs.css} "$new/docs/"
cp "$swagger"/{swagger-ui.css,swagger-ui-bundle.js,favicon-32x32.png} "$new/docs/"
cp openapi.yaml build/gen/openapi.json "$new/"
# For nginx's gzip_static. Not the problem bodies: nginx still writes into those.
find "$new" -type f -size +1k -not -path "$new/problem/*" -regex '.*\.\(html\|css\|js\|json\|yaml\|svg\)' -exec gzip -9nk {} +
rm -rf build/www
mv "$new" build/www
