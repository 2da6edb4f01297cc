#!/usr/bin/env bash
# Everything that `make test` proves: format, lint, types, unit and property tests, notebooks, the built site in a browser.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin

find_browser() {
  for name in chromium chromium-browser google-chrome; do command -v "$name" && return; done
  return 1
}

# The browser tests skip with a reason where there is no browser; try to have one.
if ! find_browser >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser tests ..."
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 \
    || echo "Chromium could not be installed; browser tests will be skipped."
fi

"$bin/ruff" format --check --quiet . || { echo "Not formatted. Run: make format"; exit 1; }
"$bin/ruff" check --quiet .
"$bin/mypy"
"$bin/report-cards" build
"$bin/pytest" -q --numprocesses 2 --dist loadgroup src tests "$@"
"$bin/pytest" -q --nbval --numprocesses 2 --dist loadfile -p no:cacheprovider -o addopts= notebooks
