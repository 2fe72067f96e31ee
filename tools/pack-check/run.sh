#!/usr/bin/env bash
# Builds and packs the package, looks into the tarball, installs it into an empty folder, and runs and type-checks
# a short program there.
set -euo pipefail

project="$(cd "$(dirname "$0")/../.." && pwd)"
empty="$(mktemp -d)"
trap 'rm -rf "$empty"' EXIT
cd "$project"

npm run build
npm pack --pack-destination "$empty"
tarball="$(ls "$empty"/hornet-*.tgz)"

listing="$(tar -tzf "$tarball")"
for needed in dist/exports/index.js dist/node/index.js dist/exports/index.d.ts dist-short/exports/index.js dist-short/sentences.json data/iris.csv data/digits.csv.gz LICENSE THIRD_PARTY.md; do
  grep -qx "package/$needed" <<<"$listing" || { echo "the tarball lacks $needed"; exit 1; }
done
if grep -E 'fashion-mnist/|[.](test|testing)[.](ts|js|d[.]ts)|__snapshots__' <<<"$listing"; then
  echo "the tarball holds files that stay at home (listed above)"; exit 1
fi
echo "tarball: $(wc -l <<<"$listing") files, $(stat -c %s "$tarball") bytes"

cp -r tools/pack-check/*.mjs tools/pack-check/pages "$empty"
cd "$empty"
npm init -y >/dev/null
npm install --no-audit --no-fund "$tarball"
node program.mjs
node doors.mjs
node code.mjs
node short.mjs
node --no-addons program.mjs # as bundlers for Node see it: one module per file

# As a user with strict settings sees the declarations. No `skipLibCheck`: they are checked too.
"$project/node_modules/.bin/tsc" --noEmit --allowJs --checkJs --strict --exactOptionalPropertyTypes --noImplicitOverride \
  --target es2023 --lib es2023,dom --module nodenext --types node --typeRoots "$project/node_modules/@types" program.mjs
echo "installed package: its declarations type-check"

node sizes.mjs "$project"
