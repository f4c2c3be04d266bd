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
        # who has switched it off himself finds it off
        switches = bool(_at_work) or gc.isenabled()
        _at_work += switches
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _at_work -= switches
            if switches and not _at_work:
                gc.enable()
