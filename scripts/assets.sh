#!/bin/sh
# Which libraries of others do the console's pages load? Fetches them at these versions, with their licences: `make assets`.
set -eu
cd "$(dirname "$0")/../bot/console/static/vendor"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

take() { # package version file… (file:name renames)
  package=$1 version=$2
  shift 2
  archive=$(npm pack --silent --pack-destination "$work" "$package@$version")
  tar -xzf "$work/$archive" -C "$work"
  for file; do
    cp "$work/package/${file%%:*}" "${file##*:}"
  done
  rm -rf "$work/package"
}

take htmx.org 2.0.11 dist/htmx.min.js:htmx.min.js LICENSE:htmx.LICENSE
take htmx-ext-sse 2.2.4 dist/sse.min.js:sse.min.js LICENSE:sse.LICENSE
take leaflet 1.9.4 dist/leaflet.js:leaflet.js dist/leaflet.css:leaflet.css LICENSE:leaflet.LICENSE
mkdir -p images
take leaflet 1.9.4 dist/images/marker-icon.png:images/marker-icon.png dist/images/marker-icon-2x.png:images/marker-icon-2x.png \
  dist/images/marker-shadow.png:images/marker-shadow.png dist/images/layers.png:images/layers.png dist/images/layers-2x.png:images/layers-2x.png
take chartist 1.5.0 dist/index.umd.js:chartist.js dist/index.css:chartist.css LICENSE-MIT:chartist.LICENSE
# maps of sources are not kept: nothing points to them
for file in *.js *.css; do
  sed -e '/^\/\/# sourceMappingURL=/d' -e 's|/\*# sourceMappingURL=[^*]*\*/||' "$file" > "$work/plain"
  cp "$work/plain" "$file"
done
