# `make demo` shows the bot at work, `make test` checks it, `make run` puts it live.
PYTHON ?= python3
BIN := .venv/bin
# Threads for a sum of a few numbers wait for each other longer than they add.
ONE_THREAD := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

.PHONY: demo test tesseract run bench train lock clean install-service uninstall-service
.DEFAULT_GOAL := demo

demo: .venv/.run
	$(BIN)/python -m bot demo

test: .venv/.dev tesseract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(ONE_THREAD) $(BIN)/pytest -n auto --dist worksteal

# What the tests of pictures need; says what to install where it cannot do so itself.
tesseract:
	deploy/install-tesseract

run: .venv/.run .env
	$(BIN)/python -m bot run

# As root a service of the machine, else one of the user's own; docs/service.md.
install-service:
	PYTHON=$(PYTHON) deploy/service install

uninstall-service:
	deploy/service uninstall

bench: .venv/.dev
	$(BIN)/python -m benchmarks

# One thread, so that sums are added in one order and the weights come out the same again.
train: .venv/.dev
	$(BIN)/python -m training.vocabulary
	$(ONE_THREAD) $(BIN)/python -m training --date $$(date +%F)
	$(ONE_THREAD) $(BIN)/python -m training.joining

# Versions stand in the two lock files and nowhere else: the first is what runs, the second only
# what the tests add. Both come from one resolution, so they cannot disagree.
COMPILE := $(BIN)/uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 \
  --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet
lock: .venv/.dev
	$(COMPILE) --upgrade --all-extras --output-file .venv/all.lock
	$(COMPILE) --constraints .venv/all.lock --output-file requirements.lock
	$(COMPILE) --all-extras --constraints .venv/all.lock --output-file requirements-dev.lock \
	  $$(sed -n 's/^\([A-Za-z0-9._-]*\)==.*/--no-emit-package \1/p' requirements.lock)

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.run: requirements.lock | .venv/bin/python
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.lock
	touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-dev.lock
	touch $@

.env:
	$(BIN)/python -m bot new-env

clean:
	rm -rf .venv
