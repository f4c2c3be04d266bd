"""Questionnaires over HTTP: the portal, the plain view and oTree, each by its server, many people at once.

Each is started as its documentation says: the portal and the plain view by deploy/gunicorn.conf.py (two
processes), oTree by its `prodserver` (one process: it has no more). Beside PostgreSQL only: on SQLite oTree
keeps its tables in memory, where nobody else can put people.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from itertools import islice
from typing import Final, NamedTuple

from django.test import Client
from django.urls import reverse

from bench import load, rivals, servers
from bench.load import Asked
from bench.measuring import Row, Target, compared, interleaved
from bench.peer import Peer, python_of
from bench.plain import plain_table
from bench.questionnaires import body, check_arrived, whole_form, widest_section
from bench.world import Teacher, World

OK, MOVED = 200, 302
CONNECTIONS: Final = 16
PLAIN, OTREE = "minimal signed-in Django view", "oTree"
# How many times faster than each the portal is to take a form, and to show its page.
TARGETS: Final = {PLAIN: (0.6, 10), OTREE: (3, 10)}
NOTE: Final = f"over HTTP, {CONNECTIONS} people at once, each by its own server: time by number of forms"


class Site(NamedTuple):
    """A server, and what so many people ask of it: to take a form that was not sent yet, to show its page."""

    port: int
    forms: Callable[[int], list[Asked]]
    pages: Callable[[int], list[Asked]]


def rows(world: World) -> Iterator[Row]:
    """Submission, then the page."""
    if not world.is_postgres:
        return
    number, rounds = world.scale.served, world.scale.rounds
    people = world.teachers(number * (rounds + 1))
    with plain_table(), ExitStack() as started:
        sites = {name: started.enter_context(site) for name, site in _sites(world, people).items()}
        sent = {name: partial(_turn, site.port, site.forms, MOVED, number) for name, site in sites.items()}
        yield from _against("submission", world, interleaved(sent, rounds), 0)
        check_arrived(world, len(people))
        shown = {name: partial(_turn, site.port, site.pages, OK, number) for name, site in sites.items()}
        yield from _against("questionnaire page", world, interleaved(shown, rounds), 1)


def _turn(port: int, asked: Callable[[int], list[Asked]], status: int, number: int) -> float:
    """Seconds of all of so many requests, by their number."""
    return load.seconds(port, asked(number), status, CONNECTIONS) / number


def _against(what: str, world: World, found: dict[str, float], place: int) -> Iterator[Row]:
    for name, targets in TARGETS.items():
        if name in found:
            title, target = f"{what} served, against {name}", Target("faster", targets[place])
            yield compared(title, world.label, found["portal"], name, found[name], target, NOTE)


def _sites(world: World, people: list[Teacher]) -> dict[str, AbstractContextManager[Site]]:
    """The servers by name, to be started."""
    address = reverse("surveys:fill", args=[world.campaign.pk])
    step, _ = widest_section(people[0], address)
    own = [Asked(address, _cookies(who.portal), whole_form(who).encode()) for who in people]
    plain = [Asked("/fill/", _cookies(who.plain), body(who).encode()) for who in people]
    portal = servers.gunicorn("mentorship.config.settings", "mentorship.config.wsgi")
    bare = servers.gunicorn("bench.plain_settings", "django.core.wsgi:get_wsgi_application()")
    sites = {"portal": _ours(portal, own, f"{address}?step={step}"), PLAIN: _ours(bare, plain, "/fill/")}
    return {**sites, OTREE: _otree()} if python_of("otree") else sites


@contextmanager
def _ours(server: AbstractContextManager[int], forms: list[Asked], page: str) -> Iterator[Site]:
    """A server of people who are signed in to it."""
    waiting = iter(forms)
    pages = [Asked(page, form.cookies) for form in forms]
    with server as port:
        yield Site(port, lambda number: list(islice(waiting, number)), lambda number: pages[:number])


@contextmanager
def _otree() -> Iterator[Site]:
    """Its own server on a database beside ours; the peer's other process puts the people there."""
    with rivals.working("otree") as peer:
        port = servers.free_port()
        peer.ask(f"serve {port}")
        servers.wait_for(port)
        yield Site(port, partial(_people, peer, sends=True), partial(_people, peer, sends=False))


def _people(peer: Peer, number: int, *, sends: bool) -> list[Asked]:
    told = peer.ask(f"people {number}")
    answers = told["body"].encode() if sends else b""
    return [Asked(address, body=answers) for address in told["addresses"]]


def _cookies(client: Client) -> str:
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
