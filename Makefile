# make run    set up what is missing and drill the sample deck
# make test   set up what is missing and check everything
# make bench  measure speed and size
# make clean  remove .venv and caches; decks, recordings and the review log stay
#
# PYTHON=python3.12 chooses the interpreter; ARGS=... is given to drill instead of the sample deck.

BIN := .venv/bin
ARGS ?= review decks/sequence-processing.md

.PHONY: run test bench clean

run:
	@tools/setup run
	@$(BIN)/drill $(ARGS)

test:
	@tools/setup test
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

bench:
	@tools/setup test
	@for name in start store grade transcribe; do \
		echo "== bench/$$name.py"; $(BIN)/python bench/$$name.py || echo "-- not measured"; \
	done

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
