#!/bin/sh
# Runs a command with a PostgreSQL of its own: a throw-away cluster on 127.0.0.1 and a free port, its address in
# TEST_DATABASE_URL, stopped and deleted when the command ends. Usage: scripts/with_postgres.sh make test
set -eu

bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)   # the newest
if ! [ -x "$bin/initdb" ]; then
    echo "No PostgreSQL here: apt-get install postgresql" >&2
    exit 1
fi

home=$(mktemp -d /tmp/portal-postgres.XXXXXX)
# initdb refuses root: Debian's package brings a user for it.
as=
if [ "$(id -u)" = 0 ]; then
    as="runuser -u postgres --"
    chown postgres "$home"
fi
cd "$home"   # a folder that the server's user may stand in
started_in=$OLDPWD

stop() {
    status=$?
    trap - EXIT INT TERM
    if [ -f "$home/data/postmaster.pid" ]; then
        $as "$bin/pg_ctl" --pgdata="$home/data" --mode=immediate --silent stop || true
    fi
    rm -rf "$home"
    exit "$status"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
password=$(python3 -c 'import secrets; print(secrets.token_hex(16))')
# The owner of the database is no superuser, as in a real installation.
printf '%s\n' "$password" | $as tee "$home/password" >/dev/null
$as "$bin/initdb" --pgdata="$home/data" --username=postgres --pwfile="$home/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 >/dev/null
# Two workers may press the same button fifty times at once each: the usual hundred connections would not do.
# What a crash would lose is of no worth here: the data live as long as the command. Statistics are left unknown: taken
# of a table that is empty between two tests, they would make the planner read the next test's rows over and over.
cat >>"$home/settings" <<END
port = $port
listen_addresses = '127.0.0.1'
max_connections = 300
unix_socket_directories = '$home'
fsync = off
full_page_writes = off
synchronous_commit = off
autovacuum = off
END
echo "include '$home/settings'" | $as tee -a "$home/data/postgresql.conf" >/dev/null
$as "$bin/pg_ctl" --pgdata="$home/data" --log="$home/log" --silent --wait start </dev/null ||
    { cat "$home/log" >&2; exit 1; }
PGPASSWORD=$password "$bin/psql" --quiet --host=127.0.0.1 --port="$port" --username=postgres postgres \
    --command="CREATE ROLE portal LOGIN CREATEDB PASSWORD '$password'" \
    --command="CREATE DATABASE portal OWNER portal"

cd "$started_in"
export TEST_DATABASE_URL="postgres://portal:$password@127.0.0.1:$port/portal"
"$@"
