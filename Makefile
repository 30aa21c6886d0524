# make demo: from nothing to a record on the screen. make test: everything that is checked.
# make knowledge and make model build what is shipped (training/README.md); make bench measures speed and memory.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check install -q -c requirements.lock
EXAMPLE := examples/mamluk-moscow.txt

.PHONY: demo page web test knowledge model bench clean

demo: $(VENV)/.run
	@mkdir -p out
	@$(BIN)/musnad read $(EXAMPLE) --published 2016-08-31
	@$(BIN)/musnad read $(EXAMPLE) --published 2016-08-31 --format html --output out

page: $(VENV)/.run
	@mkdir -p out
	@$(BIN)/musnad ingest examples/articles.jsonl --store out/page.db
	@$(BIN)/musnad ingest $(EXAMPLE) --published 2016-08-31 --store out/page.db
	@$(BIN)/musnad corroborate --store out/page.db
	$(BIN)/musnad serve --store out/page.db

web:
	cd web && npm ci --no-audit --no-fund && npm run build

test: $(VENV)/.test web/node_modules/.package-lock.json
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/pytest

# What drives the browser; without npm its test is skipped, and fails under CI=true.
web/node_modules/.package-lock.json: web/package-lock.json
	@if command -v npm >/dev/null; then cd web && npm ci --no-audit --no-fund && touch node_modules/.package-lock.json; fi

knowledge: $(VENV)/.test
	$(BIN)/python -m musnad.knowledge.build

model: $(VENV)/.test
	$(PIP) -e '.[train]'
	$(BIN)/python -m training.make

bench: $(VENV)/.run
	$(BIN)/python benchmarks/speed.py

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests benchmarks training -name __pycache__ -type d -exec rm -rf {} +

# The stamps say which of the two sets is installed; they go stale when what to install changes.
$(VENV)/.run: pyproject.toml requirements.lock | $(BIN)/python
	$(PIP) -e .
	@touch $@

$(VENV)/.test: pyproject.toml requirements.lock | $(BIN)/python
	$(PIP) -e '.[test,knowledge]'
	@touch $@ $(VENV)/.run

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Musnad needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	$(PYTHON) -m venv $(VENV)
