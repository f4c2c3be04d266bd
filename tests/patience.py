"""Waiting for what another process or thread brings about: as long as it takes, and no longer than that."""

import threading
import time
from collections.abc import Callable

PAUSE = 0.02


def until(is_so: Callable[[], object], seconds: float = 60) -> float:
    """Return how long it took to be so; a minute is more than any machine needs."""
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() - begun < seconds, "it never came to be so"
        threading.Event().wait(PAUSE)
    return time.monotonic() - begun
