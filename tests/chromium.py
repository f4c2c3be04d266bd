"""Debian's Chromium: where it lies and how it is started for tests."""

import shutil

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

# As root and without a screen; asking nothing of the network by itself.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
