"""Other questionnaires beside the portal's: oTree and django-survey-and-report, in processes of their own."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.db import connection

from bench.measuring import Row, Target, compared, told
from bench.peer import Peer, python_of
from bench.plain import items

# Forms a turn: the slower of them takes a third of a second for one.
A_TURN: Final = 5


@dataclass(frozen=True)
class Rival:
    """A peer by the name of its environment, and how many times faster the portal is to be."""

    name: str
    title: str
    send: float
    page: float | None = None
    on_postgres: bool = False


RIVALS: Final = (
    Rival("otree", "oTree", send=3, page=10, on_postgres=True),
    Rival("django-survey-and-report", "django-survey-and-report", send=8),
)


@contextmanager
def at_work() -> Iterator[dict[str, Peer]]:
    """Those that are installed, by name, each with the questions of the portal's form.

    Where the portal is on PostgreSQL, so is who can be, in a database beside ours; the others stay away.
    """
    called = [rival.name for rival in _called() if python_of(rival.name)]
    with ExitStack() as peers:
        yield {name: peers.enter_context(working(name)) for name in called}


@contextmanager
def working(name: str) -> Iterator[Peer]:
    """One that is installed."""
    rival, python = next(rival for rival in RIVALS if rival.name == name), python_of(name)
    assert python is not None
    asked = [{"text": item.text, "choices": [option.label for option in item.options]} for item in items()]
    with TemporaryDirectory() as folder, base_of(rival) as base:
        told_of = Path(folder) / "questions.json"
        told_of.write_text(json.dumps(asked), encoding="utf-8")
        with closing(Peer(name, python, str(told_of), **base)) as peer:
            yield peer


def _called() -> list[Rival]:
    return [rival for rival in RIVALS if rival.on_postgres or connection.vendor != "postgresql"]


@contextmanager
def base_of(rival: Rival) -> Iterator[dict[str, str]]:
    """What tells the peer its database; nothing on SQLite, where each makes its own file."""
    if connection.vendor != "postgresql":
        yield {}
        return
    held, base = connection.settings_dict, f"bench_{rival.name}"
    user, place = f"{held['USER']}:{held['PASSWORD']}", f"{held['HOST']}:{held['PORT']}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {base}")
        try:
            yield {"DATABASE_URL": f"postgres://{user}@{place}/{base}"}
        finally:
            cursor.execute(f"DROP DATABASE {base} WITH (FORCE)")


def turns(peers: dict[str, Peer], job: str) -> dict[str, Callable[[], float]]:
    """A turn of each: «send» or «page», in seconds of one form."""
    return {name: partial(_turn, peer, job) for name, peer in peers.items()}


def _turn(peer: Peer, job: str) -> float:
    told_by = peer.ask(f"{job} {A_TURN}")
    if told_by["stored"] != (A_TURN if job == "send" else 0):
        raise AssertionError(f"Of {A_TURN} forms the peer stored {told_by['stored']} at «{job}».")
    return float(told_by["seconds"])


def against(what: str, size: str, ours: float, found: dict[str, float], job: str) -> Iterator[Row]:
    """A row for each that the portal is held to, of medians in milliseconds of one form."""
    for rival in _called():
        wanted = getattr(rival, job)
        if wanted is None:
            continue
        name, target = f"{what}, against {rival.title}", Target("faster", wanted)
        if rival.name in found:
            where = f"{connection.display_name}, its own defaults"
            note = f"in a process of its own, without an HTTP server; {where}"
            yield compared(name, size, ours, rival.title, found[rival.name], target, note)
        else:
            yield told(name, size, ours, str(target), f"{rival.title} is not installed here")
