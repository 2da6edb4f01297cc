#!/usr/bin/env bash
# Everything that `make test` proves: format, lint, types, unit and property tests, notebooks, the built site in a browser.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
unset PYTHONDONTWRITEBYTECODE  # where it is set, each process of the tests would compile all of them again

find_browser() {
  for name in chromium-headless-shell chromium chromium-browser google-chrome; do command -v "$name" && return; done
  return 1
}

# The browser tests skip with a reason where there is no browser; try to have one (REPORT_CARDS_INSTALL=0: do not).
if ! find_browser >/dev/null && [ "${REPORT_CARDS_INSTALL:-1}" != 0 ]; then
  echo "Installing Chromium for the browser tests ..."
  bash tests/install.sh chromium-headless-shell || bash tests/install.sh chromium ||
    echo "Chromium cannot be installed here; the browser tests will be skipped."
fi

"$bin/ruff" format --check --quiet . || { echo "Not formatted. Run: make format"; exit 1; }
"$bin/ruff" check --quiet .

# What another step need not wait for runs beside it, and is told when that step is done.
aside=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$aside"' EXIT

"$bin/mypy" >"$aside/types" 2>&1 & types=$!
"$bin/report-cards" build

# The notebooks are run in a copy of the project: they write tables, and the tests beside them read those of the project.
mkdir "$aside/project"
cp -R data notebooks report LICENSES ./*.* "$aside/project"
REPORT_CARDS_ROOT="$aside/project" "$bin/pytest" -q --nbval --numprocesses 1 --dist loadfile -p no:cacheprovider \
  -o addopts= --rootdir "$aside/project" "$aside/project/notebooks" >"$aside/notebooks" 2>&1 & notebooks=$!
# All tests of a file run in one process, which makes what they share once; files begin in the order of tests/conftest.py.
"$bin/pytest" -q --numprocesses 2 --dist loadfile --no-loadscope-reorder src tests "$@" && passed=0 || passed=$?
wait "$notebooks" || passed=1
wait "$types" || passed=1
cat "$aside/types" "$aside/notebooks"
exit "$passed"
