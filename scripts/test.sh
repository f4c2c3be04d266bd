#!/bin/sh
# make test: the whole suite on SQLite with the browser; before it, where a PostgreSQL is named, everything but the
# browser on that. The suite on SQLite comes last, so that its summary closes the output.
set -eu
cd "$(dirname "$0")/.."

case ${DATABASE_URL:-} in
    postgres*) : "${TEST_DATABASE_URL:=$DATABASE_URL}" ;;
esac
unset DATABASE_URL
if [ -n "${TEST_DATABASE_URL:-}" ]; then
    export TEST_DATABASE_URL
    echo "== Tests on PostgreSQL"
    DATABASE_URL=$TEST_DATABASE_URL .venv/bin/python -m pytest -n auto --dist loadfile -m "not browser"
fi
echo "== Tests on SQLite"
exec .venv/bin/python -m pytest -n auto --dist loadfile
