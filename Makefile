# Two commands: `make report` builds everything, `make test` proves it. Set-up happens once, inside them.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := report
.PHONY: report test test-latest notebooks setup lock format bench clean

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed

export PIP_DISABLE_PIP_VERSION_CHECK := 1

report: $(STAMP)
	@$(VENV)/bin/report-cards build

test: $(STAMP)
	@bash tests/run.sh

# The tests on the newest packages that pyproject.toml allows, with every Python found.
test-latest:
	@bash tests/latest.sh

# JupyterLab on the notebooks. What is trusted shows its stored drawings before anything is run.
notebooks: $(STAMP)
	@$(PY) -c 'import jupyterlab' 2>/dev/null \
	  || { echo "Installing JupyterLab (once) ..."; $(PY) -m pip install --quiet --require-hashes --only-binary :all: -r notebooks.lock; }
	@$(VENV)/bin/jupyter trust notebooks/*.ipynb >/dev/null
	@$(VENV)/bin/jupyter lab --notebook-dir=notebooks $(JUPYTER_OPTIONS)

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (once; about a minute) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed. Name one with: make PYTHON=python3.11"; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || bash tests/install.sh python3-venv \
	  || { echo "Python's venv module is missing. On Debian: sudo apt-get install python3-venv, then run make again."; exit 2; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --require-hashes --only-binary :all: -r requirements.lock
	@$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# For maintainers: re-resolve the lock file from pyproject.toml (needs uv).
lock:
	uv pip compile pyproject.toml --extra dev --generate-hashes --universal --python-version 3.11 --no-header --upgrade -o requirements.lock
	uv pip compile pyproject.toml --extra dev --extra notebooks --generate-hashes --universal --python-version 3.11 --no-header -c requirements.lock -o notebooks.lock

format: $(STAMP)
	@$(VENV)/bin/ruff check --fix --quiet . && $(VENV)/bin/ruff format --quiet .

bench: $(STAMP)
	@$(PY) benchmarks/run.py

clean:
	rm -rf .cache
