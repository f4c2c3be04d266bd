"""Limits in seconds that hold on a slow machine too: the processor's time, by the pace of this machine."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from xml.parsers import expat

TAGS: Final = 20_000
# The machine on which the limits are meant walks through a million tags in this time, each told to Python.
SECONDS_OF_A_MILLION: Final = 0.4
_XML: Final = b"<a>" + b'<row r="1"/>' * TAGS + b"</a>"


def slowness() -> float:
    """How many times slower than that machine this one is at this moment; a faster one counts as equal."""
    seen: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: seen.append(name)
    began = time.process_time()
    parser.Parse(_XML, True)
    taken = time.process_time() - began
    assert len(seen) == TAGS + 1
    return max(1.0, taken * 1_000_000 / TAGS / SECONDS_OF_A_MILLION)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Watch the processor's time, which other processes of the machine do not take.

    What earlier tests have left in memory is kept from the collector: it would be gone through at every step.
    The pace is taken before and after, for shared machines change it.
    """
    gc.collect()
    gc.freeze()
    try:
        before = slowness()
        began = time.process_time()
        yield
        taken = time.process_time() - began
        allowed = seconds * max(before, slowness())
    finally:
        gc.unfreeze()
    assert taken < allowed, f"{taken:.2f} s of the processor, {allowed:.2f} s allowed at this machine's pace"
