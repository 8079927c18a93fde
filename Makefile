# Two commands do everything: make run, make test. Both make their own environment first.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
LOCKED := --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 -q
DOCUMENTS := $(wildcard ../shared/documents)

.PHONY: help run explorer test judges lint bench lock clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

run: explorer ## check the records, build the dataset, draw the network, release, serve the portal (once without a terminal)
	@$(BIN)/scen check $(if $(DOCUMENTS),--documents $(DOCUMENTS) --uncovered)
	@$(BIN)/scen build
	@$(BIN)/scen network
	@$(BIN)/scen explore
	@$(BIN)/scen release out/release --replace
	@[ -t 1 ] || export SCEN_ONCE=1; $(BIN)/scen serve

explorer: $(VENV)/.run ## build the explorer's bundle anew where its sources have changed
	@$(BIN)/python viz/explorer/build_backend.py

test: $(VENV)/.dev lint ## everything that run does, then all tests
	@SCEN_ONCE=1 $(MAKE) --no-print-directory run
	$(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile

judges: $(VENV)/.dev ## programs that only some tests need, and that need a compiler and ICU
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-judges.lock
	@$(PYTHON) -m venv $(VENV)/roc
	@$(VENV)/roc/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r tests/roc/requirements.lock

lint: $(VENV)/.dev ## formal checks of the code
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.dev ## measure, and write benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks.run

lock: ## resolve the dependencies anew (needs uv); what runs has the versions that were tested
	uv pip compile pyproject.toml --group build --group dev $(LOCKED) -o requirements-dev.lock
	uv pip compile pyproject.toml --group judges $(LOCKED) -o requirements-judges.lock -c requirements-dev.lock
	uv pip compile tests/roc/requirements.in $(LOCKED) -o tests/roc/requirements.lock
	uv pip compile pyproject.toml --group build $(LOCKED) -o requirements.lock -c requirements-dev.lock

clean: ## remove what was made
	rm -rf dataset out test-output build dist *.egg-info viz/explorer/built viz/explorer/node_modules

$(VENV)/.run: requirements.lock pyproject.toml
	@echo "making the environment in $(VENV) (once) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "scen needs Python 3.11 or newer; set PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@$(BIN)/python -m compileall -q cli data export graph ontology portal queries viz __init__.py
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
