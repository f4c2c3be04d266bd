#!/bin/sh
# make lock: writes requirements*.txt, every package with its hashes, for every platform and Python from 3.11 on.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-uv}
if ! command -v "$uv" >/dev/null; then
    echo "make lock needs uv: pip install uv, or name it: make lock UV=path/to/uv" >&2
    exit 1
fi
lock() {
    "$uv" pip compile --quiet --upgrade --universal --generate-hashes --no-header --python-version 3.11 "$@"
}
lock requirements.in --output-file requirements.txt
# The developers' environment holds the very versions that the portal runs on.
lock requirements-dev.in --constraint requirements.txt --output-file requirements-dev.txt
