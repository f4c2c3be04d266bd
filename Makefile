# The commands of the project; each is a short script in scripts/ that says what it needs.
# On a fresh machine python3 (3.11 or newer) and make are enough; .venv is built from the lock files.

.DEFAULT_GOAL := help
.PHONY: help run test soak walk bench pictures check format lock

PORT ?= 8000
export PORT EMPTY PYTHON

help:  ## Says what the commands do
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile

run:  ## Serves the portal on http://127.0.0.1:8000 (PORT=8080; EMPTY=1: without demonstration data)
	@scripts/bootstrap.sh requirements.txt
	@exec scripts/run.sh

test:  ## Runs every test that this machine allows
	@scripts/bootstrap.sh requirements-dev.txt
	@exec scripts/test.sh

soak:  ## Kills the server, the disk and the database under load, 50 times on SQLite and on PostgreSQL (SOAK_ROUNDS=3)
	@scripts/bootstrap.sh requirements-dev.txt
	@exec scripts/soak.sh

walk:  ## Looks at every page of every role in Chromium and prints what is wrong (WALK="--part 1/4 --only /bank/")
	@scripts/bootstrap.sh requirements-dev.txt
	@exec .venv/bin/python -m tests.browser.walk $(WALK)

bench:  ## Measures the portal beside its references: a table and bench/latest.json (BENCH_SIZE=region, country)
	@scripts/bootstrap.sh requirements.txt
	@exec scripts/bench.sh

pictures:  ## Takes the pictures of docs/guide/ anew from the demonstration municipality (needs Chromium)
	@scripts/bootstrap.sh requirements-dev.txt
	@exec scripts/pictures.sh

check:  ## Format, lint, types, import contracts, migrations, deployment settings
	@scripts/bootstrap.sh requirements-dev.txt
	@exec scripts/check.sh

format:  ## Formats code and templates
	@scripts/bootstrap.sh requirements-dev.txt
	@.venv/bin/ruff check --quiet --fix-only .
	@.venv/bin/ruff format .
	@.venv/bin/djangofmt templates

lock:  ## Locks the newest versions that requirements*.in allow (needs uv)
	@exec scripts/lock.sh
