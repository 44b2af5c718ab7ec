# One word a task. `make chat` tries Sourceline, `make test` tests it, `make run` puts it on Telegram.

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt

# Compiled files are kept, wherever the environment says otherwise: every process starts a second sooner with them.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: chat run test test-fast torture fuzz check format clean

chat: .venv/installed
	@$(BIN)/sourceline chat

run: .venv/installed
	@$(BIN)/sourceline run

# Many tests wait, for a process or a server: three at once on two cores. Where CI is set, what the tests reach is
# counted too, which takes a third longer.
WORKERS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) * 3 / 2 )))

test: .venv/tested
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal $(if $(CI),--cov --cov-report=term:skip-covered)

# While you type: without the whole bot or newsroom, processes of their own, examples by the hundred and long work.
test-fast: .venv/tested
	@$(BIN)/pytest -n auto -m "not slow" --ignore tests/botapi --ignore tests/bot/handlers --ignore tests/bot/cli

# Kills, power cuts and random work on the archive, and kills of digests, a hundred times what the tests do.
torture: .venv/tested
	@TORTURE=400 $(BIN)/pytest -n auto --timeout 3600 tests/briefings/storage/tinydb \
		tests/bot/cli/test_killed_digest.py

# Every way in, with a coverage-guided fuzzer: an hour, or FUZZ_SECONDS=… an entry, FUZZ_ENTRY=… only, FUZZ_SEED=… again.
fuzz: .venv/tested
	@PYTHONPATH=.:tests $(BIN)/python -m fuzz

check: .venv/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/tested
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Sourceline needs Python 3.11 or newer. Name one: make PYTHON=python3.12 …"; exit 1; }
	@echo "Setting up .venv (once, about a minute)…"
	@$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/pip pyproject.toml constraints.txt
	@$(INSTALL) --editable .
	@touch $@

.venv/tested: .venv/bin/pip pyproject.toml constraints.txt
	@$(INSTALL) --editable '.[test,check,benchmark]'
	@touch $@ .venv/installed
