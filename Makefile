# newsmon: `make run` starts everything; `make help` lists the rest.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test fuzz lint check format screens chromium clean

VENV := .venv
PY := $(VENV)/bin/python
CODE := newsmon ingest analysis dashboard conftest.py manage.py
PIP := $(PY) -m pip install -qq --disable-pip-version-check --no-input --root-user-action=ignore

help: ## show the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: $(VENV)/installed ## install what is missing and run newsmon until Ctrl-C
	@exec $(PY) manage.py up

test: $(VENV)/installed-dev chromium ## run all tests
	@$(PY) -m pytest $(ARGS)

fuzz: $(VENV)/installed-dev ## feed 10,000 random inputs to each parser of what comes from outside
	@$(PY) -m pytest -m fuzz --hypothesis-profile=thorough $(ARGS)

lint: $(VENV)/installed-dev ## check style, types, imports and migrations
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check --quiet .
	@$(VENV)/bin/mypy $(CODE)
	@$(VENV)/bin/lint-imports
	@$(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run

# SKIP_TESTS=1 leaves out the tests, for those who have just run them.
check: lint $(if $(SKIP_TESTS),,test) ## everything that has to pass: lint and test

format: $(VENV)/installed-dev ## bring the code into its format
	@$(VENV)/bin/ruff check --fix --quiet . || true
	@$(VENV)/bin/ruff format .

screens: $(VENV)/installed-dev chromium ## make pictures of every page in every language, to be looked at
	@$(PY) benchmarks/pages/screens.py $(ARGS)

clean: ## remove what tools left behind; data in var/ stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- The environment ----------------------------------------------------------------------------

$(PY):
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  command -v $$python >/dev/null 2>&1 || continue; \
	  $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' \
	    >/dev/null 2>&1 || continue; \
	  $$python -c 'import ensurepip, venv' >/dev/null 2>&1 || { lacking=$$python; continue; }; \
	  echo "Making $(VENV) with $$($$python --version)"; \
	  $$python -m venv --clear $(VENV) && exit 0; \
	done; \
	if [ -n "$$lacking" ]; then \
	  echo "newsmon: $$lacking cannot make virtual environments: install python3-venv" >&2; \
	else \
	  echo "newsmon: needs Python 3.11 to 3.14; name one with: make PYTHON=/path/to/python" >&2; \
	fi; exit 1

$(VENV)/installed: requirements.txt | $(PY)
	@echo "Installing the Python packages: about a minute, the first time only"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt requirements.txt | $(PY)
	@echo "Installing the Python packages and tools: about two minutes, the first time only"
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/installed

# A Chromium for the browser tests: the system's, else the system's package, else Playwright's.
chromium: $(VENV)/installed-dev
	@$(PY) -m newsmon.tests.chromium && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the browser tests"; \
	  apt-get -qq update >/dev/null 2>&1; \
	  DEBIAN_FRONTEND=noninteractive apt-get -qq -y install chromium >/dev/null 2>&1 && exit 0; \
	fi; \
	echo "Fetching Playwright's Chromium for the browser tests"; \
	$(PY) -m playwright install chromium >/dev/null 2>&1 && exit 0; \
	echo "No Chromium could be found or installed: browser tests do not run" >&2; \
	test "$$CI" != true
