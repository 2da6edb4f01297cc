#!/usr/bin/env bash
# Everything that `make test` proves: format, lint, types, unit and property tests, notebooks, the built site in a browser.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin

find_browser() {
  for name in chromium chromium-browser google-chrome; do command -v "$name" && return; done
  return 1
}

# The browser tests skip with a reason where there is no browser; try to have one (REPORT_CARDS_INSTALL=0: do not).
if ! find_browser >/dev/null && [ "${REPORT_CARDS_INSTALL:-1}" != 0 ]; then
  echo "Installing Chromium for the browser tests ..."
  bash tests/install.sh chromium || echo "Chromium cannot be installed here; the browser tests will be skipped."
fi

"$bin/ruff" format --check --quiet . || { echo "Not formatted. Run: make format"; exit 1; }
"$bin/ruff" check --quiet .
"$bin/mypy"
"$bin/report-cards" build
"$bin/pytest" -q --numprocesses 2 --dist loadgroup src tests "$@"
"$bin/pytest" -q --nbval --numprocesses 2 --dist loadfile -p no:cacheprovider -o addopts= notebooks
