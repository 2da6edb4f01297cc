#!/usr/bin/env bash
# The tests on the newest packages that pyproject.toml allows, instead of the locked ones, with each Python found.
set -euo pipefail
cd "$(dirname "$0")/.."
tried=0
for python in ${PYTHONS:-python3.11 python3.12 python3.13 python3.14}; do
  "$python" -c '' 2>/dev/null || continue
  tried=$((tried + 1))
  place=.cache/latest/$python
  echo "== $("$python" --version), newest packages, in $place"
  rm -rf "$place"
  "$python" -m venv "$place"
  "$place/bin/python" -m pip install --quiet --upgrade --upgrade-strategy eager --editable ".[dev]"
  "$place/bin/report-cards" build --output ".cache/latest/$python-report" --quiet
  "$place/bin/pytest" -q --numprocesses 2 --dist loadfile --no-loadscope-reorder src tests "$@"
  "$place/bin/pytest" -q --nbval --numprocesses 2 --dist loadfile -p no:cacheprovider -o addopts= notebooks
done
[ "$tried" != 0 ] || { echo "No Python 3.11 or newer was found."; exit 2; }
