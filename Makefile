# Hawkari. `make demo` does the main job; `make test` checks everything; both set themselves up.

PYTHON ?= python3
BIN := .venv/bin
STAMPS := .stamps
UV := $(BIN)/uv
SHELL := /bin/bash
# Processes that share the tests; each starts its own PostgreSQL where one is needed. One more than
# two cores: a test waits for a browser, or for processes that it started, while another works.
JOBS ?= 3
# A file is one process's; files go out in the order of tests/conftest.py, the long ones first.
SHARED := --dist loadfile --no-loadscope-reorder
# The files with tests that hold on PostgreSQL too: to import and collect the others takes each
# process a quarter of a minute.
CONTRACTS = $$(grep --recursive --files-with-matches --word-regexp --include='test_*.py' contract tests)
# Some machines tell Python to keep nothing that it compiled; each of the many processes that tests
# start would then compile everything again. What is kept lies in __pycache__, which git ignores.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install install-spark system system-test demo demo-exchange test test-full postgres-tables test-safeguards test-trust check contract browser \
        frontend frontend-check lock messages docs sbom build clean bench bench-network

help:  ## what each target does
	@grep -hE '^[a-z%-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 18

# --- set-up -------------------------------------------------------------------------------------

install: $(STAMPS)/install  ## .venv with the locked dependencies

$(STAMPS)/system:
	@tools/system-packages install
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/system-test: $(STAMPS)/system
	@tools/system-packages test
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/install: pyproject.toml requirements/base.lock requirements/dev.lock $(STAMPS)/system
	@echo "install: Python environment in .venv (first time: one to three minutes)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(UV) || $(BIN)/pip install --quiet --disable-pip-version-check uv
	$(UV) pip install --python $(BIN)/python --require-hashes -r requirements/dev.lock
	$(UV) pip install --python $(BIN)/python --quiet --no-deps -e .
	@mkdir -p $(STAMPS) && touch $@

install-spark: $(STAMPS)/spark  ## the extra for more than one machine (PySpark; needs Java 17)

$(STAMPS)/spark: requirements/spark.lock $(STAMPS)/install
	$(UV) pip install --python $(BIN)/python --require-hashes -r requirements/spark.lock
	@touch $@

# --- the main job -------------------------------------------------------------------------------

# What the engines compile when first used, kept in the user's own installation as `hawkari demo`
# keeps it: part of setting up, so that the first demonstration does not wait for it. It leaves nothing
# in a HAWKARI_HOME that was chosen for the demonstration itself.
$(STAMPS)/compiled: $(STAMPS)/install
	@echo "compile: the engines' inner loops (once, about half a minute)"
	@folder=$$(mktemp -d) && { TMPDIR=$$folder env -u HAWKARI_HOME $(BIN)/hawkari demo --people 60 --no-serve > $$folder/said 2>&1 \
	  || { cat $$folder/said; exit 1; }; } && rm -r $$folder
	@touch $@

demo: install $(STAMPS)/compiled  ## six agencies' files become one network, on invented data; opens the workbench
	$(BIN)/hawkari demo

demo-exchange: install  ## three agencies' nodes: from a blind query to a recall, one killed midway
	$(BIN)/hawkari demo-exchange

# --- checks -------------------------------------------------------------------------------------

check: install  ## format, lint, types, contracts, dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry src

# What is checked and made before the tests takes one core each, so two go side by side.
test: $(STAMPS)/install $(STAMPS)/system-test  ## everything CI runs; up to 30 minutes on 2 cores
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=line $(STAMPS)/spark frontend-check
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=line check postgres-tables
	$(BIN)/python -m pytest -q -n $(JOBS) $(SHARED) -m "not full and not browser and not timed"
	$(BIN)/python -m pytest -q -n $(JOBS) $(SHARED) -m "contract and not full" --database postgres $(CONTRACTS)
	DJANGO_ALLOW_ASYNC_UNSAFE=1 $(BIN)/python -m pytest -q -n $(JOBS) $(SHARED) -m "browser and not full" tests/browser
	@echo "test: all passed"

# Every test process starts from these; made again only when a migration is new.
postgres-tables: $(STAMPS)/install $(STAMPS)/system-test
	@$(BIN)/python -m tests.postgres

test-full: test  ## and the long fault, fuzz and scale runs
	$(BIN)/python -m pytest -q -n $(JOBS) $(SHARED) -m "(hypothesis or timed) and not full" --hypothesis-profile searching
	$(BIN)/python -m pytest -q -m full
	$(BIN)/python -m pytest -q -m "full and contract" --database postgres

test-safeguards: install  ## the guard table of returns: every state searched, every guard broken in turn
	$(BIN)/hawkari returns prove --mutants

test-trust: install $(STAMPS)/system-test  ## the targets of trust, one line each; FULL=1 for the long sizes
	$(BIN)/python tools/trust.py $(if $(FULL),--full)

# --- browser islands ----------------------------------------------------------------------------

frontend/node_modules: frontend/package.json frontend/package-lock.json $(STAMPS)/system-test
	cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

frontend: frontend/node_modules  ## build the browser islands (chart) into the package
	cd frontend && npm run --silent build

frontend-check: install frontend/node_modules
	cd frontend && npm run --silent check

# --- upkeep -------------------------------------------------------------------------------------

COMPILE := $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate \
           --custom-compile-command "make lock" pyproject.toml

lock: $(STAMPS)/install  ## pin every dependency again, with hashes and no download address
	$(COMPILE) -o requirements/base.lock > /dev/null
	$(COMPILE) --extra postgres --group dev -o requirements/dev.lock > /dev/null
	$(COMPILE) --extra spark -o requirements/spark.lock > /dev/null
	$(COMPILE) --extra semantic -o requirements/semantic.lock > /dev/null

messages: install  ## collect and compile the Arabic and Sorani catalogues
	$(BIN)/python tools/messages.py

docs: install  ## the documentation as pages in site-docs/
	$(BIN)/mkdocs build --strict --quiet

sbom: install  ## the list of parts (CycloneDX 1.6) in dist/
	$(BIN)/python tools/sbom

build: install  ## wheel and source archive in dist/
	$(UV) build --quiet
	@ls dist

bench-%: install  ## benchmarks of one part beside its peers, e.g. make bench-names DATA=…
	@for script in benchmarks/$*/*.py; do echo "== $$script"; $(BIN)/python $$script $(if $(DATA),--data $(DATA)); done

bench-network: bench-disruption  ## every table of the network engine, e.g. make bench-network DATA=…
	@:

clean:  ## remove what was built here
	rm -rf .venv $(STAMPS) dist site-docs frontend/node_modules
