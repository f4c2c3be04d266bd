#!/bin/sh
# make test: the whole suite on SQLite with the browser; before it, where a PostgreSQL is named, everything but the
# browser on that. The suite on SQLite comes last, so that its summary closes the output.
set -eu
cd "$(dirname "$0")/.."

# A file of tests stays with one worker: what it prepares once is not prepared twice.
run() {
    .venv/bin/python -m pytest -rs -n auto --dist loadfile "$@"
}

case ${DATABASE_URL:-} in
    postgres*) : "${TEST_DATABASE_URL:=$DATABASE_URL}" ;;
esac
unset DATABASE_URL
failed=
if [ -n "${TEST_DATABASE_URL:-}" ]; then
    export TEST_DATABASE_URL
    echo "== Tests on PostgreSQL"
    (DATABASE_URL=$TEST_DATABASE_URL run -m "not browser") || failed=PostgreSQL
fi
echo "== Tests on SQLite"
run || failed="${failed:+$failed, }SQLite"
if [ -n "$failed" ]; then
    echo "Failed on: $failed" >&2
    exit 1
fi
