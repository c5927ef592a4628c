# The commands of the project. A fresh machine needs git, make and Python >= 3.11 with venv; everything else is
# installed here, into .venv, from the hashed lock files.

V := .venv
PYTHON ?= python3
export UV_PYTHON_DOWNLOADS := never
INSTALL := $(V)/bin/uv pip install -q --compile-bytecode -p $(V)/bin/python
LOCK := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header

.PHONY: help demo demo-reset test torture lint bench format docs guide lock bundle drill drills office

help:
	@echo "make demo        set up and serve the demonstration (PORT=8000) until Ctrl-C"
	@echo "make demo-reset  the same, from the beginning"
	@echo "make test        set up and run every test (TESTS=tests/house for a part)"
	@echo "make torture     kills, faults, jumping clocks, chance, evil words (SEED=7); stopped, it goes on"
	@echo "make office      LibreOffice opens the office files that we write (needs soffice)"
	@echo "make lint        style, types and stairs;  make format  repairs the style"
	@echo "make bench       what acts, pages, exports cost beside SQL alone (BENCH=--help)"
	@echo "make docs        the generated parts of the documentation"
	@echo "make guide       the pictures of docs/guide, drawn from a fresh demonstration"
	@echo "make bundle      one archive with which a server without network installs"
	@echo "make drill       a backup under load, restored without network by what the bundle holds"
	@echo "make drills      every drill that one machine can play, with its figures (docs/operation/drills.md)"
	@echo "make lock        solve the dependencies of pyproject.toml anew"

$(V)/.run: requirements.lock requirements-uv.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed (PYTHON=python3.12 make ...)" if sys.version_info < (3, 11) else 0)'
	test -x $(V)/bin/python || $(PYTHON) -m venv $(V)
	$(V)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.lock
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

$(V)/.dev: $(V)/.run requirements-dev.lock
	$(INSTALL) --require-hashes -r requirements-dev.lock
	touch $@

$(V)/.torture: $(V)/.dev requirements-torture.lock
	$(INSTALL) --require-hashes -r requirements-torture.lock
	touch $@

demo: $(V)/.run
	@exec $(V)/bin/tongbiao demo

demo-reset: $(V)/.run
	@exec $(V)/bin/tongbiao demo --reset

test: $(V)/.dev
	@.ci/browser.sh
	$(V)/bin/python -m pytest -n 2 --dist worksteal --durations=10 $(TESTS)

torture: $(V)/.torture
	$(V)/bin/python -m tests.torture --seed $(or $(SEED),7) $(TORTURE)
	$(V)/bin/python -m pytest -q -m torture tests/torture

office: $(V)/.dev
	$(V)/bin/python -m pytest -q -m office tests/workflow/exports/test_office_opens.py

lint: $(V)/.dev
	$(V)/bin/ruff check .
	$(V)/bin/ruff format --check .
	$(V)/bin/mypy
	$(V)/bin/lint-imports

format: $(V)/.dev
	$(V)/bin/ruff check --fix .
	$(V)/bin/ruff format .

bench: $(V)/.dev
	$(V)/bin/python -m bench $(BENCH)

docs: $(V)/.run
	$(V)/bin/python -m docs

guide: $(V)/.dev
	@.ci/browser.sh
	$(V)/bin/python -m docs.pictures

bundle: $(V)/.run
	@.ci/bundle.sh

drill: $(V)/.run
	@.ci/drill.sh

drills: $(V)/.run
	$(V)/bin/python -m tests.drills

lock: $(V)/.run
	printf 'uv>=0.13.9,<0.14\nhatchling>=1.33\neditables>=0.5\n' | $(V)/bin/$(LOCK) - -o requirements-uv.lock
	$(V)/bin/$(LOCK) -c requirements-uv.lock pyproject.toml -o requirements.lock
	$(V)/bin/$(LOCK) -c requirements-uv.lock -c requirements.lock pyproject.toml --group dev -o requirements-dev.lock
	$(V)/bin/$(LOCK) -c requirements-uv.lock -c requirements.lock -c requirements-dev.lock pyproject.toml --group torture -o requirements-torture.lock
