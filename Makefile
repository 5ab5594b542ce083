# Two commands: `make report` writes the site, `make test` proves it. Both set everything up themselves.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKSPACE ?= workspace

.PHONY: report test lint docs bench demo clean
.DELETE_ON_ERROR:

report: $(VENV)/.installed
	$(BIN)/tracker --workspace $(WORKSPACE) report

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/tracker lint
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.installed-dev
	$(BIN)/python tests/make_docs.py

bench: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pandas
	$(BIN)/python tests/bench/bench.py
	$(BIN)/python tests/bench/keyed_bench.py
	$(BIN)/python tests/bench/fetch_bench.py

demo: $(VENV)/.installed-dev
	$(BIN)/python tests/practice/demo.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) $(WORKSPACE) build dist *.egg-info
