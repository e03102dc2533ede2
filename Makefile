# make run and make test need only python3 (3.11 or newer, with venv) and make.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
READY := .venv/.ready
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt

.PHONY: run test check format bench bench-quick picture readme eval clean

run: $(INSTALLED)                 ## set everything up and start the reader
	@$(BIN)/quoth

test: $(READY)                    ## set everything up and run all tests
	@$(BIN)/pytest -n auto

check: $(READY)                   ## what must hold before a commit: format, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto

format: $(READY)                  ## put the code in shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)                   ## print how fast it is, as ratios, up to a million articles
	@$(BIN)/python -m tests.bench

bench-quick: $(READY)             ## the same up to 100,000 articles
	@$(BIN)/python -m tests.bench --quick

picture: $(READY)                 ## draw the picture of the README anew
	@$(BIN)/python -m docs.picture

readme: $(READY)                  ## write the tables of the README anew
	@$(BIN)/python -m tests.readme

eval: $(READY)                    ## print how good quotes, findings and extraction are
	@$(BIN)/python -m tests.eval

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Quoth needs Python 3.11 or newer.")'
	@echo "Setting Quoth up in .venv; this takes a minute, once."
	@$(PYTHON) -m venv .venv
	@$(PIP) -e .
	@touch $(INSTALLED)

$(READY): $(INSTALLED)
	@$(PIP) -e '.[dev]'
	@touch $(READY)

clean:                            ## remove what was set up
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
