#!/bin/sh
# Builds .venv from a lock file, or brings it up to date when the lock has changed; says nothing when it is current.
# Usage: scripts/bootstrap.sh requirements.txt | requirements-dev.txt
set -eu
cd "$(dirname "$0")/.."
lock=$1
installed=.venv/installed   # copies of the lock files that the environment was built from

say() { printf '%s\n' "$*" >&2; }

if .venv/bin/python -c "" 2>/dev/null && cmp -s "$lock" "$installed/$lock"; then
    exit 0
fi

python=${PYTHON:-python3}
if ! command -v "$python" >/dev/null; then
    say "Нужен Python 3.11 или новее, а команда «$python» не найдена. В Debian: apt-get install python3 python3-venv"
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    say "Нужен Python 3.11 или новее, а здесь $("$python" --version). Другой можно назвать так: make run PYTHON=python3.12"
    exit 1
fi

if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        say "У Python нет модуля ensurepip: в Debian его ставит команда apt-get install python3-venv"
        exit 1
    fi
    say "Создаётся окружение .venv (один раз)…"
    rm -rf .venv
    "$python" -m venv .venv
fi

say "Устанавливаются зависимости по $lock…"
.venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r "$lock"
mkdir -p "$installed"
cp "$lock" "$installed/$lock"
# The developers' lock holds every package of the portal's own: tests/architecture/test_dependencies.py sees to it.
if [ "$lock" = requirements-dev.txt ]; then
    cp requirements.txt "$installed/requirements.txt"
fi
