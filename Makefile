# Palabre: `make run` shows it, `make test` proves it. Only make and Python 3.11+ with venv are assumed.

PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3.14 python3; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
# test processes at the same time: one a core, as far as memory goes
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(max(2, min(4, os.cpu_count() or 2)))')
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# some machines forbid it: every process would compile all that it imports, and pytest rewrite every test
export PYTHONDONTWRITEBYTECODE :=
# stamps: what is installed is newer than what asked for it
RUN := .venv/.run-installed
DEV := .venv/.dev-installed

.PHONY: help setup run test proofs check lint types layers fmt bench soak docs assets nlu lock clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

setup: $(DEV) ## the virtual environment, with everything that run and test need

run: $(RUN) ## the demo: simulator and stored data on http://127.0.0.1:8080
	PALABRE_SIMULATOR=true PALABRE_DATA=$${PALABRE_DATA:-data} $(BIN)/palabre demo

PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

test: $(DEV) ## what a change needs while it is made: every test, but for the proofs
	$(PYTEST) -m "not proof" $(ARGS)

proofs: $(DEV) ## what takes long by nature, whole: kills, faults, 20,000 strange calls, a month of a town, Rasa, journeys on PostgreSQL, pages in each look
	PALABRE_TEST_WHOLE=1 $(PYTEST) -m "proof or sized" $(ARGS)

check: lint types layers proofs test ## everything that a change must pass

lint: $(DEV) ## style and common mistakes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV) ## mypy, strict
	$(BIN)/mypy

layers: $(DEV) ## imports go down only
	$(BIN)/lint-imports

fmt: $(DEV) ## format, and mend what can be mended
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

bench: $(DEV) ## what a turn costs
	$(BIN)/python -m bench

soak: $(DEV) ## kills during 5,000 dialogues and 200 times of schedules, a year of a town, ten minutes of residents (about half an hour)
	PALABRE_TEST_DIALOGUES=5000 $(BIN)/python -m pytest -s tests/faults/test_kills.py
	PALABRE_TEST_OCCURRENCES=200 $(BIN)/python -m pytest -s tests/kill/test_schedulers.py
	$(BIN)/python -m bench year
	$(BIN)/python -m bench soak

docs: $(DEV) ## rewrite the generated pages
	$(BIN)/python -m bot.settings.page > docs/settings.md

assets: ## the console's libraries for browsers, from npm at pinned versions; they are committed
	sh scripts/assets.sh

nlu: $(RUN) ## Rasa in an environment of its own (2.6 GB, in the user's cache, for every clone), and a model for it
	$(PIP) install --quiet --require-hashes -r requirements/lock.txt
	$(BIN)/python -m bot.nlu.rasa.environment
	$(BIN)/palabre nlu train --backend rasa

lock: .venv/bin/python ## pin again, with hashes, what requirements/*.in ask for (ARGS=--upgrade for newer ones)
	$(PIP) install --quiet --require-hashes -r requirements/lock.txt
	for set in run:3.11 dev:3.11 lock:3.11 rasa:3.10; do $(BIN)/uv pip compile --quiet --universal \
		--python-version $${set#*:} --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" $(ARGS) \
		-o requirements/$${set%:*}.txt requirements/$${set%:*}.in || exit 1; done

clean: ## forget the virtual environment and the caches, keep the data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info build

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Palabre needs Python 3.11 or newer, with venv (on Debian: apt-get install python3-venv); or say which: make PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv --clear .venv

$(RUN): requirements/run.txt pyproject.toml .venv/bin/python
	@echo "Installing what the service needs (about a minute, once)"
	$(PIP) install --quiet --require-hashes -r requirements/run.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(DEV): requirements/dev.txt pyproject.toml .venv/bin/python
	@echo "Installing what the service, its checks and its tests need (about two minutes, once)"
	$(PIP) install --quiet --require-hashes -r requirements/dev.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	touch $@
