"""Many municipalities: one after the other, or by several processes at once (PostgreSQL)."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from time import monotonic

import django
from django.core.exceptions import ValidationError
from django.db import connection, connections

from mentorship.planning import take_statistics
from reports.generated.municipality import generate
from reports.generated.places import next_number
from reports.generated.size import Size

ONE_WRITER = "В файл SQLite пишет один процесс: задайте --processes 1 или возьмите PostgreSQL."


@dataclass(frozen=True)
class Plan:
    """One municipality that is to be made: what it is like follows from this alone."""

    size: Size
    seed: int
    on: date
    number: int


@dataclass(frozen=True)
class Made:
    """The name of a municipality, and how long it took, in seconds."""

    name: str
    seconds: float


def generate_several(*, size: Size, seed: int, on: date, count: int, processes: int = 1) -> Iterator[Made]:
    """Invent so many municipalities, of seed, seed + 1, …; yield each when it is stored.

    The same ones whatever the number of processes. ValidationError where the size cannot be met, or where
    the database lets one process write at a time.
    """
    if processes > 1 and connection.vendor == "sqlite":
        raise ValidationError(ONE_WRITER)
    for stored, made in enumerate(_made(size, seed, on, count, processes), 1):
        # whenever their number has doubled: plans made for the first rows would read whole tables later
        if stored.bit_count() == 1:
            take_statistics()
        yield made


def _made(size: Size, seed: int, on: date, count: int, processes: int) -> Iterator[Made]:
    number = next_number()
    first, *others = [Plan(size, seed + place, on, number + place) for place in range(count)]
    # the first one adds the words that all have in common
    yield _make(first)
    if processes == 1:
        yield from map(_make, others)
    elif others:
        yield from _made_at_once(others, processes)


def _made_at_once(plans: list[Plan], processes: int) -> Iterator[Made]:
    # a process does not take over the connections of the one it comes from
    connections.close_all()
    pool = ProcessPoolExecutor(processes, initializer=django.setup)
    try:
        yield from pool.map(_make, plans)
    finally:
        pool.shutdown(cancel_futures=True)


def _make(plan: Plan) -> Made:
    began = monotonic()
    municipality = generate(size=plan.size, seed=plan.seed, on=plan.on, number=plan.number)
    return Made(str(municipality), monotonic() - began)
