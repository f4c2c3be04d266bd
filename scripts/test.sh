#!/bin/sh
# make test: the whole suite on SQLite with the browser; before it, where a PostgreSQL is named, everything but the
# browser on that, and Lighthouse by itself, for it measures. The suite on SQLite comes last, so that its summary closes
# the output.
set -eu
cd "$(dirname "$0")/.."

# A file of tests stays with one worker: what it prepares once is not prepared twice. Files go in their own order: by
# the number of tests, as xdist would have it, those with few but long ones came last and kept one worker waiting.
run() {
    .venv/bin/python -m pytest -rs -n auto --dist loadfile --no-loadscope-reorder "$@"
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
if command -v chromium >/dev/null && [ -x tests/lighthouse/node_modules/.bin/lighthouse ]; then
    echo "== Lighthouse"
    run -n 0 -m lighthouse || failed="${failed:+$failed, }Lighthouse"
fi
echo "== Tests on SQLite"
run -m "not lighthouse" || failed="${failed:+$failed, }SQLite"
if [ -n "$failed" ]; then
    echo "Failed on: $failed" >&2
    exit 1
fi
