#!/bin/sh
# make pictures: takes the pictures of docs/guide/ anew, from a portal of its own with the demonstration municipality.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d "${TMPDIR:-/tmp}/portal-pictures.XXXXXX")
served=
leave() {
    [ -z "$served" ] || kill "$served" 2>/dev/null || true
    rm -rf "$work"
}
trap leave EXIT
trap 'exit 130' INT TERM

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export DATABASE_URL="sqlite:///$work/portal.sqlite3" MEDIA_ROOT="$work/media"
export SECRET_KEY="signs-what-is-deleted-with-the-pictures-0123456789" PORT="$port" DEMO_PASSWORD="picture-of-$port"
scripts/run.sh >"$work/log" 2>&1 &
served=$!
python3 - "$port" <<'WAIT' || { cat "$work/log" >&2; exit 1; }
import sys, time, urllib.request
for _ in range(600):
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/healthz")
        break
    except OSError:
        time.sleep(0.5)
else:
    sys.exit("the portal does not answer")
WAIT
.venv/bin/python scripts/pictures.py "http://127.0.0.1:$port" docs/guide/pictures "$@"
