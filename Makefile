# `make` alone lists what there is. Every target but help makes its environment itself.

PYTHON ?= python3
VENV := .venv/bin
CLUSTER ?= test
# Runs what follows with a database behind it: DATABASE_URL when set, else an embedded cluster.
WITH_DATABASE = $(VENV)/python -m socialekaart.embedded --cluster $(CLUSTER)
PYTEST = $(VENV)/python -m pytest -n 2 --dist worksteal
UV_COMPILE = $(VENV)/uv pip compile --quiet --upgrade --universal --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" pyproject.toml --extra embedded

.DEFAULT_GOAL := help
.PHONY: help demo desk test test-postgres test-versions conformance relevance bench check fix lock environment

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

demo: ## The whole thing on http://127.0.0.1:8000; make demo PORT=8001 for another port
	@$(PYTHON) -m socialekaart.bootstrap
	@$(VENV)/python -m socialekaart.demo

desk: ## Make yourself an editor of the running demo: make desk EMAIL=you@example.org
	@test -n "$(EMAIL)" || { echo "Say who you are: make desk EMAIL=you@example.org"; exit 2; }
	@SECRET_KEY=unused DATABASE_URL="$${DATABASE_URL:-embedded:}" \
		$(VENV)/python manage.py make_editor "$(EMAIL)"

test: check ## Checks and tests, on the embedded PostgreSQL or the server in DATABASE_URL
	@$(VENV)/python -m tests.chromium
	@$(WITH_DATABASE) -- $(PYTEST)

test-postgres: ## The tests on an ordinary server: make test-postgres DATABASE_URL=postgres://…
	@test -n "$(DATABASE_URL)" || { echo "Name the server: DATABASE_URL=postgres://user@host/name"; exit 2; }
	@$(MAKE) test DATABASE_URL="$(DATABASE_URL)"

test-versions: environment ## The tests on the oldest and the newest PostgreSQL that are supported
	@$(VENV)/python -m tests.chromium
	env -u DATABASE_URL $(VENV)/python -m socialekaart.embedded --cluster test-15 --postgres 15 -- $(PYTEST)
	env -u DATABASE_URL $(VENV)/python -m socialekaart.embedded --cluster test -- $(PYTEST)

conformance: environment ## The API under the standard's checker: make conformance HSDS=folder with check.py
	@test -n "$(HSDS)" || { echo "Name the folder that holds check.py and schema/: HSDS=…"; exit 2; }
	@$(VENV)/python -m socialekaart.embedded --cluster conformance -- \
		$(VENV)/python -m tests.conformance "$(HSDS)"

relevance: environment ## How well search finds the right address, beside baselines; OPTIONS=--misses
	@$(VENV)/python -m socialekaart.embedded --cluster relevance -- $(VENV)/python -m tests.referrals.relevance $(OPTIONS)

bench: environment ## How fast it is, beside the bare limits; OPTIONS="--sizes 300 10000" for less
	@$(VENV)/python -m socialekaart.embedded --cluster bench -- $(VENV)/python -m bench $(OPTIONS)

# Enough for Django's checks; a real key is never in a file that others can read.
check: export SECRET_KEY ?= for-the-checks-only-and-never-for-a-server-that-anybody-can-reach
check: export ALLOWED_HOSTS ?= localhost
check: environment ## Style, import rules, migrations, and Django's checks for production
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check .
	@$(VENV)/djlint --check --lint templates
	@$(VENV)/lint-imports
	@$(WITH_DATABASE) -- $(VENV)/python manage.py makemigrations --check
	@$(WITH_DATABASE) -- $(VENV)/python manage.py check --deploy --fail-level WARNING

fix: environment ## Put style right where a tool can
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .
	$(VENV)/djlint --quiet --reformat templates

lock: environment ## Lock the newest versions that pyproject.toml allows, with their hashes
	$(UV_COMPILE) -o requirements.lock
	$(UV_COMPILE) --extra dev -c requirements.lock -o requirements-dev.lock
	@! grep -nE '://|index-url|find-links' requirements.lock requirements-dev.lock

environment:
	@$(PYTHON) -m socialekaart.bootstrap --dev
