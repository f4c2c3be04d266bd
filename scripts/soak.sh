#!/bin/sh
# make soak: kills a real server with -9 in the middle of saving answers, takes its disk and its PostgreSQL away, kills
# the sender of letters: SOAK_ROUNDS times (50) on SQLite and on a PostgreSQL of its own. `make test` does a few rounds.
set -eu
cd "$(dirname "$0")/.."
export SOAK_ROUNDS="${SOAK_ROUNDS:-50}"
# mutated files (hypothesis) need no database: they run once, for an hour
export SOAK_SECONDS="${SOAK_SECONDS:-3600}"
unset DATABASE_URL TEST_DATABASE_URL

# the tests here are long: none is taken for one that hangs
export PYTEST_ADDOPTS="-o faulthandler_timeout=0 ${PYTEST_ADDOPTS:-}"
echo "== $SOAK_ROUNDS rounds on SQLite"
.venv/bin/python -m pytest -q -m "soak or long" "$@"
echo "== $SOAK_ROUNDS rounds on PostgreSQL"
scripts/with_postgres.sh sh -c 'DATABASE_URL=$TEST_DATABASE_URL exec .venv/bin/python -m pytest -q -m soak -k "not mutations" "$@"' soak "$@"
