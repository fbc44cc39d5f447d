# 师训 / Shixun. Two commands: `make run` shows the portal with its demonstration documents, `make test` checks everything this machine can check.
PYTHON ?= python3
PORT ?= 8000
# Byte code is written even where the environment forbids it: without it every start compiles Django and Wagtail anew, 4 s each time.
export PYTHONDONTWRITEBYTECODE :=

VENV := .venv/bin/python

# Also set up again when the environment is broken or was made for another folder, which the stamp's date cannot tell.
HEALTHY := $(shell $(VENV) -c 'import django, portal; print(portal.__file__)' 2>/dev/null)
REPAIR := $(if $(filter $(CURDIR)/site/portal/__init__.py,$(HEALTHY)),,repair)

.PHONY: help setup run test test-pure test-database test-postgres test-engines test-browser lint format lock audit bundle clean repair

help:
	@echo 'make run [PORT=8000]   the portal with its demonstration documents on http://127.0.0.1:8000/'
	@echo 'make test              every test that this machine can run; REQUIRE=browser,search,postgres,office,shared fails where one of them is missing'
	@echo 'make test-pure | test-database | test-postgres | test-engines | test-browser     one stage'
	@echo 'make lint | format     ruff, djhtml, mypy, import-linter | ruff and djhtml in place'
	@echo 'make audit             known weaknesses in the locked packages; fails when it could not ask; ADVISORIES=folder without network'
	@echo 'make lock              the locks again from requirements*.in'
	@echo 'make bundle [ARCH=…]   dist/: everything to install the portal without network, for x86_64 or aarch64'
	@echo 'make clean             removes .venv/ and the tests'"'"' leavings, never var/'

setup: .venv/.stamp

.venv/.stamp: requirements-dev.lock requirements-uv.lock pyproject.toml $(REPAIR)
	@echo '准备 .venv/ ……'
	@PYTHON='$(PYTHON)' deploy/make-venv

repair:
	@rm -f .venv/.stamp

run: setup
	@BASE_URL="$${BASE_URL:-http://127.0.0.1:$(PORT)}" $(VENV) manage.py serve --port $(PORT)

test: setup
	@$(VENV) tests/stages.py

test-pure test-database test-postgres test-engines test-browser: test-%: setup
	@$(VENV) tests/stages.py $*

lint: setup
	@$(VENV) tests/stages.py lint

format: setup
	@$(VENV) -m ruff check --fix --quiet .
	@$(VENV) -m ruff format --quiet .
	@.venv/bin/djhtml templates

# No host and no index line may reach a lock: whoever installs uses the registry that his machine is set up for.
COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links
lock: setup
	$(COMPILE) requirements-uv.in -o requirements-uv.lock
	$(COMPILE) requirements.in -o requirements.lock
	$(COMPILE) requirements-dev.in -o requirements-dev.lock

bundle: setup
	@deploy/bundle $(ARCH)

audit: setup
	@$(VENV) deploy/audit $(if $(ADVISORIES),--offline $(ADVISORIES))

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
