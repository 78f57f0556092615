# The verbs of this house. `make help` lists them; README and CI use the same ones.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export TF_CPP_MIN_LOG_LEVEL := 3
export TQDM_DISABLE := 1
unexport VIRTUAL_ENV

PYTHON ?= python3.10
UV := .tools/bin/uv
BIN := .venv/bin
READY := .venv/.ready

help: ## List the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

run: $(READY) ## Start everything and print the chat page, the inbox and a one-time sign-in
	@$(BIN)/python -m frontdesk.run

test: lint types validate train ## What CI runs: lint, types, data validation, all tests
	$(BIN)/python -m pytest

lint: $(READY) ## Style of the code, and imports that point down only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(READY) ## Static types, strict
	$(BIN)/mypy

train: $(READY) ## Learn from content and examples if the files have changed
	@$(BIN)/python -m frontdesk.understanding
	@$(BIN)/python -m nlu.train

words: $(READY) ## Weigh words for the red flags again, after messages were added to data/knowledge/examples
	@$(BIN)/python -m tools.encoder.words

validate: $(READY) ## Check clinical content, clinic details, intents, rules and stories
	$(BIN)/python -m physio.knowledge
	@LOG_LEVEL=WARNING $(BIN)/python -W ignore -m tools.validate

stories: train ## Run the stories of tests/stories: every intent, entity and action must be predicted
	$(BIN)/python -m pytest tests/stories -q

nlu-report: $(READY) ## How well messages are read, in numbers
	$(BIN)/python -m tests.report

bench: $(READY) ## How fast messages are read and screened, and with how much memory
	$(BIN)/python -m physio.bench

N ?= 500
FIRST ?= 1
simulate: $(READY) train ## Seeded people talk to the house; N=40 for a quick look, SEED=17 to replay one
	@$(BIN)/python -m tests.simulator $(N) --first $(FIRST) $(if $(SEED),--seed $(SEED))

install: $(READY) ## Make the environment from uv.lock

$(UV):
	@echo "Fetching uv into .tools (once)"
	@$(PYTHON) -m venv .tools
	@.tools/bin/python -m pip install --quiet "uv>=0.5"

$(READY): uv.lock pyproject.toml | $(UV)
	@echo "Making the environment from uv.lock"
	@$(UV) sync --frozen --quiet --python $(PYTHON)
	@touch $@

.PHONY: help run test lint types train validate stories words nlu-report bench simulate install
