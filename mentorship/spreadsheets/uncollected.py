"""Work that makes many objects and keeps them all: the collector of garbage would go through them in vain."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_at_work = 0


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector away until the last of those at work has ended, however it ended.

    What nobody refers to is freed all the same; only rings of objects wait for the end.
    """
    global _at_work  # noqa: PLW0603 - the collector is one for the process, so is the number of those at work
    with _lock:
        if not _at_work and not gc.isenabled():
            switches = False
        else:
            switches, _at_work = True, _at_work + 1
            gc.disable()
    try:
        yield
    finally:
        if switches:
            with _lock:
                _at_work -= 1
                if not _at_work:
                    gc.enable()
