# The verbs of this project. Each may be run again at any time; what is already done is not done twice.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup check test run index eval gate bench lock clean environment

BIN := .venv/bin
ROOMS := corpus ingest service eval cli
PYTHON_FILES := $(ROOMS) bench tests

help: ## say what each verb does
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

environment:
	@tools/environment

setup: ## make .venv with everything that development needs
	@tools/environment dev eval
	@tools/browser

check: setup ## style, types, import rules and the topics' own lint
	@echo "== ruff"; $(BIN)/ruff check $(PYTHON_FILES)
	@echo "== ruff format"; $(BIN)/ruff format --check $(PYTHON_FILES)
	@echo "== mypy"; $(BIN)/mypy --strict $(addprefix -p ,$(ROOMS))
	@echo "== import-linter"; $(BIN)/lint-imports --no-cache
	@echo "== groundrule lint"; $(BIN)/groundrule lint

test: setup ## everything that must pass
	@$(BIN)/python -m pytest $(ARGS)

run: environment ## environment, index, service on 127.0.0.1:8000
	@$(BIN)/groundrule ingest
	@exec $(BIN)/groundrule serve

index: environment ## build the index bundle when the topics have changed
	@$(BIN)/groundrule ingest

eval: setup ## graded questions against the service, and retrieval on public question sets, as tables
	@$(BIN)/groundrule ingest
	@$(BIN)/groundrule eval graded
	@$(BIN)/groundrule eval retrieval

gate: setup ## hold the service against the blessed baseline on our own cases, offline
	@$(BIN)/groundrule ingest
	@$(BIN)/groundrule eval gate

bench: setup ## time of an answer beside what one would pick instead, and what the check catches
	@$(BIN)/groundrule ingest
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.safety

lock: setup ## write constraints/ anew from the ranges in pyproject.toml (UPGRADE=1 takes newer versions)
	@tools/lock

clean: ## remove the environment, caches and reports; index and records in var/ stay
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage htmlcov build dist reports
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
