# make demo: from nothing to a record on the screen. make test: everything that is checked.
# make knowledge and make model build what is shipped (training/README.md); make bench measures speed and memory.
# make soak kills what writes at fifty random moments and fills a disk: nothing acknowledged may be lost.
# make docs builds the documentation into out/docs; make dist builds wheel and sdist twice and compares them;
# make wheel installs the wheel alone into a venv of its own and runs the tests of what users do against it.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check install -q -c requirements.lock
EXAMPLE := examples/mamluk-moscow.txt

.PHONY: demo page web test docs dist wheel knowledge model bench soak clean

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

docs: $(VENV)/.test
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir out/docs
	@echo "out/docs/index.html; with search: $(PYTHON) -m http.server --directory out/docs"

# The same source gives the same bytes: built twice and compared byte for byte.
dist: $(VENV)/.test
	rm -rf dist build/again
	$(BIN)/python -m build --no-isolation --outdir dist . >/dev/null
	$(BIN)/python -m build --no-isolation --outdir build/again . >/dev/null
	@for file in dist/*; do cmp "$$file" "build/again/$$(basename "$$file")" || exit 1; done
	@cd dist && sha256sum *

USERS := tests/test_cli.py tests/test_across_commands.py tests/test_schema.py tests/test_record.py tests/test_export.py \
	tests/test_notebook.py tests/test_tutorial.py
wheel: dist
	rm -rf build/wheel
	$(PYTHON) -m venv build/wheel
	build/wheel/bin/pip --disable-pip-version-check install -q -c requirements.lock dist/*.whl hypothesis jsonschema pytest
	build/wheel/bin/python -c "import musnad; assert 'site-packages' in musnad.__file__, musnad.__file__"
	build/wheel/bin/musnad doctor
	build/wheel/bin/pytest -p no:cacheprovider $(USERS)

knowledge: $(VENV)/.test
	$(BIN)/python -m musnad.knowledge.build

model: $(VENV)/.test
	$(PIP) -e '.[train]'
	$(BIN)/python -m training.make

soak: $(VENV)/.test
	$(BIN)/python -m tests.soak

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
