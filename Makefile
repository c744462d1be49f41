# Two commands are all that most people need: `make demo` and `make test`.
# What is installed is remembered by empty stamp files in .venv, so a second run installs nothing and needs no network.

PYTHON  ?= python3
# Twice as many as two cores: more than half of the time of a story, a browser or a process is waiting.
WORKERS ?= 4
ARGS    ?=

BIN     := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
COMPILE  = CUSTOM_COMPILE_COMMAND="make lock" build/lock/bin/pip-compile --quiet --generate-hashes \
           --no-emit-index-url --no-emit-find-links --allow-unsafe --strip-extras $(UPGRADE)

.PHONY: demo test soak lint languages lock supply clean

# Simulator, bot and scheduler with a page of phones. `make demo ARGS="--port 9000 --fresh"` for other choices.
# exec: Ctrl-C must reach Kring itself and not a shell around it.
demo: .venv/.run
	@exec $(BIN)/kring demo $(ARGS)

# Linters, types, import contracts, then all tests. The runner's closing line comes last: the second look at the
# coverage of domain/ is silent unless it fails. `make test ARGS="tests/domain -k fees"` for a part is for looking
# at failures; its coverage will be below the bound, so use .venv/bin/pytest for daily work.
# Bytecode is kept, also where the environment says otherwise: else each worker translates every test anew (ten seconds),
# and each of a hundred processes the whole product.
test soak: export PYTHONDONTWRITEBYTECODE =
test: lint
	@rm -f .coverage .coverage.*
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term $(ARGS)
	@report=$$($(BIN)/coverage report --include='domain/*' --fail-under=100 2>&1) \
	  || { echo "domain/ has lines or branches that no test takes:"; echo "$$report"; exit 1; }

# Faults in full: 500 kills, every story twice, a minute without a database, 1000 rounds of 200 taps, ten minutes of broken
# bodies, 100,000 steps of a random walk; and what `make test` does in part: every story in four languages, thousands of
# forged buttons, 10,000 odd updates. The kills alone take an hour on two cores, four beside each other, for they mostly
# wait; nothing new is begun after SOAK_MINUTES. The short form of the same is in `make test`.
SOAK_RUNS    ?= 500
SOAK_MINUTES ?= 180
SOAK_WORKERS ?= 4
soak: .venv/.test
	@SOAK_RUNS=$(SOAK_RUNS) SOAK_ROUNDS=1000 SOAK_MINUTES=$(SOAK_MINUTES) \
	  $(BIN)/python -m pytest -q -n $(SOAK_WORKERS) --dist worksteal --timeout=0 tests/soak tests/matching/test_one_wins.py \
	  tests/kring/test_stories.py tests/bot/test_forged_buttons.py tests/bot/test_odd_updates.py $(ARGS)

lint: .venv/.test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict .
	@$(BIN)/lint-imports --no-logo

# After a change of the tables in data/: the language registry and the cultures that the package carries.
languages: .venv/.test
	@$(BIN)/python -m scripts.build_languages
	@$(BIN)/python -m scripts.build_cultures

# After a change of the dependencies in pyproject.toml. `make lock UPGRADE=--upgrade` takes newer versions of all.
lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check "pip-tools==7.6.2"
	$(COMPILE) --output-file=constraints/run.txt constraints/build.in pyproject.toml
	$(COMPILE) --extra=test --constraint=constraints/run.txt --output-file=constraints/test.txt \
	  constraints/build.in pyproject.toml
	$(COMPILE) --output-file=constraints/supply.txt constraints/supply.in
	$(COMPILE) --output-file=constraints/semgrep.txt constraints/semgrep.in

# For every night: what the program is built of (docs/supply-chain.md). First our own rules for semgrep, tried on their
# samples and then on the program: they need no network. Then, with a way out to it, known vulnerabilities, a bill of
# materials (CycloneDX, build/kring.cdx.json), and whether a secret stands in a file.
SEMGREP := build/semgrep/bin/semgrep scan --metrics=off --disable-version-check --config=constraints/semgrep/rules.yml
supply: export SEMGREP_SETTINGS_FILE = build/semgrep/settings.yml
supply: export SEMGREP_LOG_FILE = build/semgrep/last.log
supply: build/semgrep/.ready build/supply/.ready
	@$(SEMGREP) --test constraints/semgrep/samples.txt
	@$(SEMGREP) --error --strict --disable-nosem --timeout=60 bot casework domain kring scheduler simulator storage
	@build/supply/bin/pip-audit --strict --disable-pip --require-hashes -r constraints/run.txt
	@build/supply/bin/cyclonedx-py requirements constraints/run.txt --output-file build/kring.cdx.json
	@git ls-files -z | xargs -0 build/supply/bin/detect-secrets-hook --baseline constraints/known-secrets.json
	@echo "No known vulnerability, no new secret; the bill of materials is build/kring.cdx.json."

build/supply/.ready build/semgrep/.ready: build/%/.ready: constraints/%.txt
	@$(PYTHON) -m venv build/$*
	@build/$*/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r $<
	@touch $@

# Everything that make made. What a running Kring wrote (var/) stays.
clean:
	rm -rf .venv build dist kring.egg-info htmlcov .coverage .coverage.* \
	  .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Kring needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv .venv

.venv/.run: constraints/run.txt pyproject.toml | .venv/bin/python
	@echo "Installing what Kring runs on (about a minute, the first time) ..."
	@$(INSTALL) --require-hashes -r constraints/run.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

# The pins for tests contain the pins for running, so both stamps are set.
.venv/.test: constraints/test.txt constraints/run.txt pyproject.toml | .venv/bin/python
	@echo "Installing what the tests need (one to two minutes, the first time) ..."
	@$(INSTALL) --require-hashes -r constraints/test.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch .venv/.run $@
