"""A questionnaire's page and its submission, beside a plain Django view; many writers at once on SQLite."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from django.db import OperationalError, connection
from django.urls import reverse

from bench import rivals
from bench.measuring import Row, Target, bounded, compared, interleaved
from bench.peer import Peer
from bench.plain import believed, items, plain_model, plain_table
from bench.world import Teacher, World
from surveys.models import Response

FORM_TYPE = "application/x-www-form-urlencoded"
WORDS = "Хотелось бы чаще бывать на уроках друг друга."
MOVED = 302
SECTION = "the portal shows a section a page: the others draw all questions at once"


def rows(world: World) -> Iterator[Row]:
    """Submission, page, writers."""
    scale, posts = world.scale, world.scale.batch * (world.scale.rounds + 1)
    queue = iter(world.teachers(posts + 1 + scale.writers * 4))
    with believed(), rivals.at_work() as peers:
        with plain_table():
            yield from _submission(world, [next(queue) for _ in range(posts)], peers)
        yield from _page(world, next(queue), peers)
    if not world.is_postgres:
        yield _writers(world, list(queue))


def _submission(world: World, teachers: list[Teacher], peers: dict[str, Peer]) -> Iterator[Row]:
    """Everybody sends the whole form once; the plain view gets the same fields."""
    batch, address = world.scale.batch, reverse("surveys:fill", args=[world.campaign.pk])
    ours, theirs = iter(teachers), iter(teachers)

    def portal() -> None:
        for _ in range(batch):
            send(next(ours), address)

    def plain() -> None:
        for _ in range(batch):
            who = next(theirs)
            _done(who.plain.post("/fill/", body(who), content_type=FORM_TYPE))

    contestants = {"portal": portal, "plain": plain, **rivals.turns(peers, "send")}
    found = interleaved(contestants, world.scale.rounds)
    check_arrived(world, len(teachers))
    yield compared(
        f"submission of {len(items())} questions",
        world.label,
        found["portal"] / batch,
        "minimal signed-in Django view",
        found["plain"] / batch,
        Target("faster", 0.6),
        "in-process, without the HTTP server; the portal also keeps one form from being carried out twice",
    )
    yield from rivals.against("submission", world.label, found["portal"] / batch, found, "send")


def _page(world: World, who: Teacher, peers: dict[str, Peer]) -> Iterator[Row]:
    """The section with the most questions, nothing answered, beside the whole form of the plain view."""
    batch, address = world.scale.batch, reverse("surveys:fill", args=[world.campaign.pk])
    step, asked = widest_section(who, address)

    def portal() -> None:
        for _ in range(batch):
            who.portal.get(f"{address}?step={step}")

    def plain() -> None:
        for _ in range(batch):
            who.plain.get("/fill/")

    contestants = {"portal": portal, "plain": plain, **rivals.turns(peers, "page")}
    found = interleaved(contestants, world.scale.rounds)
    yield compared(
        f"questionnaire page, one section ({asked} of {len(items())} questions)",
        world.label,
        found["portal"] / batch,
        "form.as_div, the whole form",
        found["plain"] / batch,
        Target("faster", 10),
        SECTION,
    )
    yield from rivals.against("questionnaire page", world.label, found["portal"] / batch, found, "page")


def check_arrived(world: World, forms: int) -> None:
    """AssertionError where so many forms do not stand both here and in the plain table."""
    sent = Response.objects.filter(campaign=world.campaign, state="submitted").count()
    stored = plain_model()._default_manager.count()
    if not sent == stored == forms:
        raise AssertionError(f"Of {forms} forms {sent} arrived here, {stored} in the plain table.")


def widest_section(who: Teacher, address: str) -> tuple[int, int]:
    """The section with the most questions, and how many."""
    sections = len(dict.fromkeys(item.section for item in items()))
    pages = {step: who.portal.get(f"{address}?step={step}") for step in range(1, sections + 1)}
    asked = {step: page.content.count(b"<legend") for step, page in pages.items()}
    step = max(asked, key=lambda step: asked[step])
    return step, asked[step]


def _writers(world: World, teachers: list[Teacher]) -> Row:
    """So many people send at the same moment, each from a connection of its own, four times over."""
    address, count = reverse("surveys:fill", args=[world.campaign.pk]), world.scale.writers

    def write(who: Teacher) -> str:
        try:
            send(who, address)
        except OperationalError as error:
            return str(error)
        finally:
            connection.close()
        return "sent"

    began = perf_counter()
    with ThreadPoolExecutor(count) as pool:
        told_by = Counter(pool.map(write, teachers))
    seconds, failed = perf_counter() - began, len(teachers) - told_by["sent"]
    note = f"{len(teachers)} forms in {seconds:.2f} s"
    return bounded(
        f"{count} writers at once, refused", world.label, failed, Target("most", 0, "refused"), note=note
    )


def send(who: Teacher, address: str) -> None:
    """Send the whole form to the portal; anything but thanks is a fault of the harness."""
    _done(who.portal.post(address, whole_form(who), content_type=FORM_TYPE))


def whole_form(who: Teacher) -> str:
    """What the portal is sent."""
    return body(who, step="1", go="submit", gaps_ok="1")


def body(who: Teacher, **more: str) -> str:
    """Every question answered."""
    given: dict[str, Any] = {"csrfmiddlewaretoken": who.token, **more}
    for item in items():
        # the portal's pages post codes, the plain form its numbers: `more` is the portal's button
        answer = item.options[0] if item.options else None
        given[item.code] = WORDS if answer is None else answer.code if more else answer.value
    return urlencode(given)


def _done(response: Any) -> None:
    if response.status_code != MOVED:
        raise AssertionError(f"A form was answered with {response.status_code}: {response.content[:300]!r}")
