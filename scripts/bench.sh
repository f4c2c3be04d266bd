#!/bin/sh
# make bench: measures the portal beside its references and keeps the table as JSON in bench/ (docs/performance.md).
# BENCH_SIZE: municipality (default, SQLite, some minutes), region, tenth (of a country) or country (on a PostgreSQL of their own).
# BENCH_ROUNDS: how many rounds a median is made of (5). BENCH_ONLY: these subjects alone (pages,kept).
# BENCH_DATABASE_URL: an empty database to fill and keep, or one that such a run has filled (a country is 3 GB and some minutes).
# Peers get environments of their own in var/bench/peers.
set -eu
cd "$(dirname "$0")/.."
size=${BENCH_SIZE:-municipality}
export BENCH_SIZE="$size" BENCH_PEERS="${BENCH_PEERS:-$PWD/var/bench/peers}"
unset DATABASE_URL REPLICA_DATABASE_URL CACHE_URL TASKS_URL

peer() {   # name, pinned requirements
    name=$1
    shift
    [ -x "$BENCH_PEERS/$name/bin/python" ] && return
    echo "== Peer: $*"
    if ! { python3 -m venv "$BENCH_PEERS/$name" && "$BENCH_PEERS/$name/bin/pip" install --quiet "$@"; }; then
        rm -rf "${BENCH_PEERS:?}/$name"
        echo "$name could not be installed: left out."
    fi
}

case $size in
    municipality | region | tenth | country) ;;
    *) echo "BENCH_SIZE is municipality, region, tenth or country, not $size." >&2; exit 2 ;;
esac
mkdir -p "$BENCH_PEERS"
if [ -z "${BENCH_ONLY:-}" ]; then
    peer otree otree==6.0.15 psycopg2-binary==2.9.13
    if [ "$size" = municipality ]; then
        peer django-import-export django-import-export==4.4.3
        peer mentor-match mentor-match==7.0.1
        peer django-survey-and-report django-survey-and-report==1.5.0
        # the last two make its test event
        peer pretalx pretalx==2025.2.2 faker==40.63.0 freezegun==1.5.5
    fi
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/portal-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM
export SECRET_KEY="${SECRET_KEY:-measures-and-signs-nothing-that-is-kept-0123456789abcdef}" DEBUG=0 HTTPS=0
export MEDIA_ROOT="$work/media" ALLOWED_HOSTS=testserver,127.0.0.1 EMAIL_URL=memorymail://
.venv/bin/python manage.py collectstatic --no-input --verbosity 0
if [ -n "${BENCH_DATABASE_URL:-}" ]; then
    DATABASE_URL="$BENCH_DATABASE_URL" .venv/bin/python -m bench
elif [ "$size" = municipality ]; then
    DATABASE_URL="sqlite:///$work/bench.sqlite3" .venv/bin/python -m bench
else
    scripts/with_postgres.sh sh -c 'DATABASE_URL=$TEST_DATABASE_URL exec .venv/bin/python -m bench'
fi
