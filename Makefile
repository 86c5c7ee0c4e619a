# `make run` and `make test` need only Python 3.11 and make. All state lives in one folder.
PYTHON ?= python3
DATA := $(or $(LINKSHARE_DATA_DIR),var)
VENV := $(DATA)/venv
PY := "$(VENV)/bin/python"
N ?= 10000
SITE ?= http://127.0.0.1:8000
export LINKSHARE_DATA_DIR := $(DATA)
unexport MAKEFLAGS MFLAGS

HAVE_PYTHON = command -v "$(PYTHON)" >/dev/null || { \
	echo 'linkshare needs Python 3.11: sudo apt-get install -y python3 python3-venv' >&2; exit 2; }
INSTALL = @$(HAVE_PYTHON); "$(PYTHON)" scripts/environment.py "$(VENV)" requirements.txt
# Settings for tools that only read the code.
READING = DEBUG=1 DATABASE_URL=sqlite://:memory: HYPOTHESIS_STORAGE_DIRECTORY=var/cache/hypothesis
TEMPLATES = $$(find templates bookmarks accounts -name '*.html' -o -name '*.txt' -path '*templates*')

.DEFAULT_GOAL := help
.PHONY: help run test check lint fmt lock messages bench demo manage hooks checkers lighthouse

help: ## what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

run: ## start the site: web server, worker and beat, on HOST and PORT
	$(INSTALL)
	@exec $(PY) -m linkshare.launcher --with-parent

test: ## the whole suite: SQLite, then PostgreSQL with Redis where they answer
	$(INSTALL) requirements-dev.txt
	@exec $(PY) scripts/run_tests.py

check: lint test ## what a change must pass: lint, then test

lint: ## format, rules, types, import contracts, templates, migrations, locks
	$(INSTALL) requirements-dev.txt
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(READING) $(PY) -m mypy
	"$(VENV)/bin/lint-imports" --cache-dir var/cache/import-linter
	$(PY) -m djlint --lint --quiet templates
	"$(VENV)/bin/djade" --check --target-version 5.2 $(TEMPLATES)
	$(READING) $(PY) manage.py makemigrations --check --dry-run
	$(PY) scripts/lock.py --check

fmt: ## write code and templates as the tools like them
	$(INSTALL) requirements-dev.txt
	$(PY) -m ruff check --fix --exit-zero .
	$(PY) -m ruff format .
	-"$(VENV)/bin/djade" --target-version 5.2 $(TEMPLATES)

lock: ## write requirements*.txt anew from the ranges in pyproject.toml
	$(INSTALL) requirements-dev.txt
	$(PY) scripts/lock.py

messages: ## compile locale/*.po after a change
	@command -v msgfmt >/dev/null || { \
	echo 'Compiling texts needs gettext: sudo apt-get install -y gettext' >&2; exit 2; }
	@for texts in locale/*/LC_MESSAGES/*.po; do \
	msgfmt --check --statistics -o "$${texts%.po}.mo" "$$texts" || exit; done

bench: ## our own figures and their ratios; also var/bench.json
	$(INSTALL) requirements-dev.txt
	@exec $(PY) -m benchmarks

checkers: ## the W3C's checker of HTML for `make test`, and Lighthouse; need Java and Node
	@command -v npm >/dev/null || { echo 'sudo apt-get install -y nodejs npm' >&2; exit 2; }
	@mkdir -p "$(DATA)/checkers" && cp scripts/checkers/package.json "$(DATA)/checkers/"
	cd "$(DATA)/checkers" && npm install --no-package-lock --no-audit --no-fund --ignore-scripts

lighthouse: checkers ## what Lighthouse gives a running site: make lighthouse SITE=http://127.0.0.1:8000
	$(INSTALL) requirements-dev.txt
	@exec $(PY) scripts/lighthouse.py "$(DATA)/checkers/node_modules/.bin/lighthouse" "$(SITE)"

demo: ## N realistic bookmarks: make demo N=1000000
	$(INSTALL)
	@exec $(PY) -m linkshare.launcher manage demo --bookmarks $(N)

manage: ## Django's command line with this site's settings: make manage DO="shell"
	$(INSTALL)
	@exec $(PY) -m linkshare.launcher manage $(DO)

hooks: ## let git run the quick checks before each commit
	$(INSTALL) requirements-dev.txt
	$(PY) -m pre_commit install
