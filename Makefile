# Two commands for a newcomer:  make demo   and   make test
.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
# the newest Python that will do, 3.11 or later; override with: make PYTHON=python3.12 demo
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

.PHONY: help demo test lint types layers tests bench clean

help: ## what can be made here
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or later found; install one or say make PYTHON=/path/to/python"; exit 1; }
	@echo "== making a virtual environment in $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.core: pyproject.toml | $(BIN)/python
	@echo "== installing onrecord and what it needs (about 250 MB; a few minutes the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	@echo "== installing onrecord with all its parts and the test tools"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' --editable languages/german
	@touch $@ $(VENV)/.core

demo: $(VENV)/.core ## read the sample reports into a record and show who said what
	@$(BIN)/onrecord demo

test: lint types layers tests ## everything that must hold: style, types, layers, tests

lint: $(VENV)/.dev
	@echo "== ruff"
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/.dev
	@echo "== mypy --strict"
	@$(BIN)/mypy

layers: $(VENV)/.dev
	@echo "== import layers"
	@$(BIN)/lint-imports

tests: $(VENV)/.dev
	@echo "== tests"
	@ONRECORD_SCREENSHOTS="$${ONRECORD_SCREENSHOTS-artefacts/screenshots}" $(BIN)/pytest -q

bench: $(VENV)/.dev ## timings and memory as ratios (minutes)
	@echo "== where the time of reading goes"; $(BIN)/python eval/speed.py
	@echo "== the record at size"; $(BIN)/python eval/scale.py --attributions 50000
	@echo "== pages, a small record beside a large one"; $(BIN)/python eval/pages_bench.py --attributions 5000

clean: ## remove the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
