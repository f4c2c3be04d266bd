#!/bin/sh
# make run: prepares the data in var/ and serves the portal on http://127.0.0.1:$PORT until Ctrl-C.
# EMPTY=1 serves an installation without demonstration data, on an SQLite file of its own.
set -eu
cd "$(dirname "$0")/.."
# What lies in var/ is read by this account alone.
umask 077
python=.venv/bin/python
port=${PORT:-8000}

case ${EMPTY:-0} in
    1 | true) empty=1 ;;
    *) empty=0 ;;
esac
if [ "$empty" = 1 ]; then
    if [ -n "${DATABASE_URL:-}" ]; then
        printf '%s\n' "EMPTY=1 работает на своём файле var/empty.sqlite3, а задан DATABASE_URL. Уберите одно из двух." >&2
        exit 2
    fi
    export DATABASE_URL=sqlite:///var/empty.sqlite3
fi

if ! "$python" -c 'import socket, sys; socket.create_server(("127.0.0.1", int(sys.argv[1])))' "$port" 2>/dev/null; then
    printf '%s\n' "Порт $port занят или недоступен. Задайте другой: make run PORT=8080" >&2
    exit 1
fi

mkdir -p var
if [ -z "${SECRET_KEY:-}" ]; then
    if ! [ -s var/secret_key ]; then
        # Written beside and moved: a key is there whole or not at all, and only its owner reads it.
        (umask 077 && "$python" -c 'import secrets; print(secrets.token_urlsafe(50))' >var/secret_key.new)
        mv var/secret_key.new var/secret_key
    fi
    SECRET_KEY=$(cat var/secret_key)
fi
# The demonstration speaks plain HTTP to this machine alone: no redirect, no Secure cookies.
export SECRET_KEY HTTPS=0 PORT="$port"

"$python" manage.py collectstatic --no-input --verbosity 0
"$python" manage.py migrate --no-input --verbosity 0
if [ "$empty" = 0 ]; then
    "$python" manage.py load_demo
fi

cat <<END

Портал:                http://127.0.0.1:$port/
Вход:                  http://127.0.0.1:$port/accounts/login/
Управление:            http://127.0.0.1:$port/admin/
Остановить:            Ctrl-C

END
if [ "$empty" = 1 ]; then
    cat <<END
Данных нет. Первая учётная запись создаётся в другом окне:
  SECRET_KEY="\$(cat var/secret_key)" DATABASE_URL=$DATABASE_URL $python manage.py createsuperuser

END
fi

exec "$python" -m gunicorn --config deploy/gunicorn.conf.py
