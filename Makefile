# Every command of the project. `make` alone lists them.
#
# Settings are given in front or behind: make run CITY_DIR=/elsewhere/mycity RASA_PORT=6005

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON := .venv/bin/python
RASA := $(PYTHON) -m rasa
PACKAGES := logs semantics locales listings actions nlu trackers service channels
JOBS ?= 2

# Rasa reports usage unless told not to; TensorFlow greets on every start.
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
# The action server listens on every interface unless told not to.
export SANIC_HOST := 127.0.0.1

.PHONY: help
help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## Create .venv from requirements.lock (run, test and the others do it by themselves)
	@sh service/setup.sh

.PHONY: run
run: setup ## Fill the database, train if need be, start the assistant; Ctrl-C stops it
	@$(PYTHON) -m service run

.PHONY: shell
shell: setup ## Talk to the assistant in this terminal
	@$(PYTHON) -m service shell

.PHONY: train
train: setup ## Train a model, unless the current one fits the training data
	@$(PYTHON) -m service train

.PHONY: database
database: setup ## Create the database and fill it from CITY_DIR, unless it is up to date
	@$(PYTHON) -m service database

.PHONY: test
test: setup database train ## Run all tests: conversations, then unit and integration tests
	@$(PYTHON) -m service conversations
	@$(PYTHON) -m pytest -q -n $(JOBS) --dist loadgroup tests

.PHONY: visitors
visitors: setup train ## Test what demanding visitors are told, by the facts of their conversations
	@$(PYTHON) -m pytest -q tests/visitors

.PHONY: faults
faults: setup ## Test what visitors hear while parts hang, die and come back (half a minute)
	@$(PYTHON) -m pytest -q tests/faults

.PHONY: sbom
sbom: setup ## Write what the assistant is made of to var/sbom.json (CycloneDX)
	@$(PYTHON) -m tools.sbom

MINUTES ?= 30
.PHONY: soak
soak: setup train ## Let visitors talk for MINUTES while a part fails each minute, and count what was lost
	@$(PYTHON) -m benchmarks.soak --minutes $(MINUTES)

.PHONY: nlu-report
nlu-report: setup database train ## Report how well our own utterances are understood (minutes)
	@$(PYTHON) -m benchmarks.nlu.own_report

.PHONY: check
check: setup ## Check format, lint, types and the training data
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy $(PACKAGES)
	$(RASA) data validate --fail-on-warnings --domain domain.yml --data data

.PHONY: format
format: setup ## Rewrite the code in the project's format and mend what lint can mend
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

.PHONY: clean
clean: ## Remove databases, models, logs and caches; .venv stays
	rm -rf var .rasa results .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -f models/*.tar.gz
	find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
