"""Limits in seconds that hold on a slow machine too: the processor's time, by the pace of this machine."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
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
    """The block takes less of the processor's time than so many seconds of that machine."""
    with _apart_from_the_rest(), _measured() as spent:
        yield
    (taken,) = spent
    assert taken < seconds, f"{taken:.2f} s of {seconds} s, at the pace of the machine they are meant on"


def median_seconds(work: Callable[[], object], runs: int) -> float:
    """What the work takes of the processor's time, in seconds of that machine; the median of the runs."""
    with _apart_from_the_rest():
        taken: list[float] = []
        for _ in range(runs):
            with _measured() as spent:
                work()
            taken += spent
    return median(taken)


@contextmanager
def _apart_from_the_rest() -> Iterator[None]:
    """What earlier tests left in memory is kept from the collector: it would go through it each time."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _measured() -> Iterator[list[float]]:
    """Watch the processor's time, which other processes of the machine do not take; filled at the end.

    The pace is taken before and after, for shared machines change it.
    """
    spent: list[float] = []
    before = slowness()
    began = time.process_time()
    yield spent
    taken = time.process_time() - began
    spent.append(taken / max(before, slowness()))
