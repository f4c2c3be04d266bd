#!/bin/sh
# Brings the database to this code. With OWNER_DATABASE_URL the tables belong to a role of their own: it migrates, then
# the portal's role gets what it needs and no more (deploy/postgresql/grants.sql). Without it, one role does both.
set -eu
cd "$(dirname "$0")/.."
if [ -z "${OWNER_DATABASE_URL:-}" ]; then
    exec .venv/bin/python manage.py migrate --no-input --verbosity 0
fi
DATABASE_URL=$OWNER_DATABASE_URL .venv/bin/python manage.py migrate --no-input --verbosity 0
psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --set=app="${PORTAL_ROLE:-portal}" --file=deploy/postgresql/grants.sql \
    "$OWNER_DATABASE_URL"
