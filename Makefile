# On a fresh machine with Python 3.11 or newer: `make demo`, `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OUT ?= graded

.PHONY: help demo test attacks fuzz kill quality check benchmark clean

help:
	@echo "make demo       grade the sample submissions and say where the class page lies"
	@echo "make test       run the test suite (all but the attacks)"
	@echo "make attacks    hostile submissions against the real sandbox, and a table of what came of it"
	@echo "make fuzz       all five hundred damaged files, of which the suite tries every eighth"
	@echo "make kill       end the grader at a hundred moments with the real sandbox, and go on each time"
	@echo "make quality    the table of planted faults; OF='a7 --only loss' for a part, KEEP=DIR to go on"
	@echo "make check      formatting, lint and types"
	@echo "make benchmark  time grade, training, watching, reading and judging again, against what they are held to"
	@echo "make clean      remove the environment and the demo's results"

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, PYTHON=... names one")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

demo: $(READY)
	@$(BIN)/python submissions/.sources/make.py
	@$(BIN)/grade submissions --rubric rubrics/a2.yaml --out $(OUT) --workers 2 --time 45s; \
	status=$$?; [ $$status -eq 0 ] || [ $$status -eq 2 ]

test: $(READY)
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --ignore tests/attacks

attacks: $(READY)
	$(BIN)/python -m pytest tests/attacks --timeout 1800 --attacks-page docs/security.md

fuzz: $(READY)
	$(BIN)/python -m pytest tests/fuzz --all-mutants --timeout 1800

kill: $(READY)
	$(BIN)/python -m pytest tests/kill --kills $(or $(KILLS),100) --timeout 14400

# Takes hours for all four; with KEEP a second run executes only what is new or changed.
quality: $(READY)
	$(BIN)/python -m benchmarks.grading_quality $(OF) $(if $(KEEP),--keep $(KEEP))

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

benchmark: $(READY)
	$(BIN)/python benchmarks/overhead.py
	$(BIN)/python benchmarks/training.py
	$(BIN)/python benchmarks/watching.py
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/rejudging.py
	$(BIN)/python benchmarks/hardening.py

clean:
	rm -rf $(VENV) $(OUT)
