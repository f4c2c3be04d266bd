#!/bin/sh
# Installs Lighthouse for the optional group of the tests into tests/lighthouse/node_modules, by the lock file there.
# `npm ci` refuses this lock: it takes the peer `third-party-web` for missing; `npm install` reads the same lock.
set -eu
cd "$(dirname "$0")/../tests/lighthouse"
PUPPETEER_SKIP_DOWNLOAD=1 npm install --no-save --omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error
