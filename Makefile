# `make preview` shows clips as their knobs are turned, `make render` makes the five headline clips,
# `make test` checks everything. Each sets up what it needs.

DIGIT ?= 3
QUALITY ?= m
OUT ?= out
JOBS ?= 2
TESTERS ?= 3
CLIPS ?=
CLIP ?=
PORT ?= 8765

BIN := .venv/bin

# One word for the shell, whatever is in it.
quoted = '$(subst ','\'',$(1))'

.DEFAULT_GOAL := help
.PHONY: help render preview test soak quick lint check-all bench readme clean setup-base setup-preview setup-dev

help: ## say what there is
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 11
	@echo "For example: make render DIGIT=7 QUALITY=h"

render: setup-base ## render the five headline clips into out/ [DIGIT=3] [QUALITY=m: l m h p k] [OUT=out]
	@$(BIN)/netreel render --headline --digit $(call quoted,$(DIGIT)) \
		--quality $(call quoted,$(QUALITY)) --out $(call quoted,$(OUT))

preview: setup-preview ## clips in the browser: turn a knob, see it; save a file, see it [CLIP=...] [PORT=8765]
	@$(BIN)/netreel preview $(if $(CLIP),$(call quoted,$(CLIP))) --port $(call quoted,$(PORT))

# Tests start hundreds of processes: what one of them compiled is there for the next. While some
# wait for theirs, another one runs: one more at a time than there are cores. Quick ones never wait.
test soak quick: export PYTHONDONTWRITEBYTECODE =

test: lint ## all checks and all tests
	$(BIN)/pytest -n $(TESTERS) --dist worksteal -m "not soak"

soak: setup-dev ## the tests that go on for minutes: many clips, many machines, many faults
	$(BIN)/pytest -m soak

quick: TESTERS = 2
quick: lint ## all checks, and the tests that neither draw nor take long
	$(BIN)/pytest -n $(TESTERS) --dist worksteal -m "not render and not long and not soak"

lint: setup-dev ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check-all: setup-dev ## every clip in all pairs of aspect, theme, digit and network: an hour [CLIPS=...] [JOBS=2]
	$(BIN)/python -m tests.scenes.sweep $(CLIPS) --jobs $(JOBS)

bench: setup-dev ## measure the speed
	$(BIN)/python -m benchmarks

readme: setup-base ## draw the moving picture on top of the README
	$(BIN)/python tools/readme.py

clean: ## remove what was built or rendered (not .venv)
	rm -rf .venv.discarded .venv.lock out media build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

setup-base:
	@tools/setup.sh base

setup-preview:
	@tools/setup.sh preview

setup-dev:
	@tools/setup.sh dev
