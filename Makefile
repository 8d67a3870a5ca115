.DEFAULT_GOAL := help
.SILENT:
MAKEFLAGS += --no-print-directory

python := .venv/bin/python
stackwright := .venv/bin/stackwright

.PHONY: help
help: ## this list
	awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: setup
setup: ## everything the other targets need: Python and Node packages, Terraform, the AWS provider
	scripts/setup.sh

.PHONY: demo
demo: setup ## deploy macro-ai/dev to an AWS on this machine and show the result
	$(stackwright) demo

.PHONY: demo-down
demo-down: setup ## stop what `make demo` left running and remove its data
	$(stackwright) demo --down

.PHONY: test
test: setup ## all tests; one of the three workers mostly waits for deploys
	$(python) -m pytest -n 3 --dist loadfile --no-loadscope-reorder

.PHONY: test-slow
test-slow: setup ## the faults that take minutes, and 2,000 mutations of the tfvars files
	$(python) -m pytest --slow tests/faults tests/settings -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: lint
lint: setup ## style, format and types
	$(python) -m ruff check
	$(python) -m ruff format --check
	$(python) -m ty check

.PHONY: format
format: setup ## write the format that lint expects
	$(python) -m ruff check --fix
	$(python) -m ruff format

.PHONY: deploy-matrix
deploy-matrix: setup ## every target deployed to an AWS on this machine, changed and destroyed, side by side
	$(python) -m deploy_matrix

.PHONY: deploy-upgrade
deploy-upgrade: setup ## macro-ai-production from hobby to enterprise on an AWS on this machine: is anything lost?
	$(python) -m pytest --slow tests/upgrade

.PHONY: scan
scan: setup ## checkov on the Terraform roots and plans of every target whose data is protected
	$(python) -m scan

.PHONY: bench
bench: setup ## CPU seconds and memory of the main commands
	$(python) -m bench

.PHONY: docs
docs: setup ## the documents as a site, in .stackwright/site
	$(python) -m toolchain.site

.PHONY: lock
lock: setup ## write the locks of Python packages anew
	$(python) -m toolchain.lock

.PHONY: clean
clean: ## remove everything that setup, synth and the tools made
	! ls cdktf.out/stacks/*/errored.tfstate 2>/dev/null || { echo "what a run could not save lies there: stackwright state TARGET --push" >&2; exit 1; }
	rm -rf .venv node_modules .stackwright cdktf.out .pytest_cache .ruff_cache .hypothesis
