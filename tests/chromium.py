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

# A browser as a Russian teacher has it, who asked for less motion. A change of colour would take its time
# otherwise, and a test that waited for its end once waited for ever: a headless Chromium that draws no frames
# ends no transition. tests/surveys/test_without_network.py alone asks for the worker: it hides requests from
# the others.
CONTEXT = {
    "locale": "ru-RU",
    "timezone_id": "Europe/Moscow",
    "reduced_motion": "reduce",
    "service_workers": "block",
}
