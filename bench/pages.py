"""Pages: server time of a request in this process, queries, bytes; the indicators beside their raw SQL.

The search of the bank is what the database itself takes: every statement that looks for the words.
"""

import gzip
from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import partial

from django.core.cache import cache
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.measuring import Contestant, Row, Target, bounded, compared, interleaved, told
from bench.peer import Peer, python_of
from bench.world import SIZES, World
from mentorship.bank.models import Mentor
from mentorship.bank.models.mentors import MentorQuerySet
from reports.generated.size import Size
from schools import years
from schools.enums import Role
from schools.models import Municipality, Person
from schools.paging import counted
from surveys.catalogue import load_catalogue

INDICATORS = "/reports/"
LISTS = ("/bank/", "/requests/", "/pairs/")
EVERY = (
    "/", *LISTS, "/matching/", "/campaigns/", "/roadmap/", INDICATORS, "/reports/schools/",
    "/reports/surveys/", "/reports/quality/", "/meetings/",
)  # fmt: skip
# The list pages are compared between this municipality and one ten times as big.
SMALL, BIG = Size(30, 700, 300, 1200), Size(300, 7000, 3000, 12_000)
# A subject that a good part of the mentors teach.
COMMON = "физика"
OK = 200


def rows(world: World) -> Iterator[Row]:
    """Indicators, then lists, then every page's queries and bytes."""
    yield from _indicators(world)
    yield from _lists(world)
    if not world.is_postgres:
        yield from _beside_pretalx(world)
    else:
        yield from _searches(world)
    yield from _weights(world)


def opened(client: Client, address: str) -> None:
    """Open a page with a cold cache; any answer but the page is a fault of the harness."""
    _content(client, address)


def _content(client: Client, address: str) -> bytes:
    cache.clear()
    response = client.get(address)
    if response.status_code != OK:
        raise AssertionError(f"{address} was answered with {response.status_code}")
    return response.getvalue() if response.streaming else response.content


def asked(client: Client, address: str) -> tuple[int, int]:
    """Queries and compressed bytes of a page with a cold cache."""
    with CaptureQueriesContext(connection) as captured:
        content = _content(client, address)
    return len(captured), len(gzip.compress(content, 6))


def _indicators(world: World) -> Iterator[Row]:
    """The page of a programme's indicators, cache cold; beside it one pass over the raw responses."""
    client = world.signed_in(Role.METHODIST, world.municipality)

    def page() -> None:
        opened(client, INDICATORS)

    turns = {"page": page, "raw": lambda: fetched(*raw_sql(world, world.municipality))}
    found = interleaved(turns, world.scale.rounds)
    queries, _ = asked(client, INDICATORS)
    most = {"municipality": 20, "region": 30}.get(world.scale.size, 200)
    name = "raw SQL, one row a response"
    yield bounded(
        "indicator page",
        world.label,
        found["page"],
        Target("most", most),
        reference=name,
        theirs=found["raw"],
    )
    if world.scale.size == "region":
        yield compared(
            "indicator page against raw SQL",
            world.label,
            found["page"],
            name,
            found["raw"],
            Target("slower", 1),
        )
    yield bounded("indicator page, queries", world.label, queries, Target("most", 10, "queries"))


def fetched(sql: str, parameters: list[int] | None = None) -> None:
    """Ask the database itself and take all it answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        cursor.fetchall()


def raw_sql(world: World, place: Municipality | None) -> tuple[str, list[int]]:
    """Satisfaction and the mean of every scale item of a year, by role and phase; of a place or of all."""
    codes = sorted({item.code for form in load_catalogue() for item in form.items if item.kind == "scale"})
    if world.is_postgres:
        value = "avg(CASE WHEN jsonb_typeof(answers->'{0}') = 'number' THEN (answers->>'{0}')::int END)"
        liked = "sum(CASE WHEN answers->>'liked_participating' = '1' THEN 1 ELSE 0 END)"
    else:
        value, liked = (
            "avg(json_extract(answers, '$.{0}'))",
            "sum(json_extract(answers, '$.liked_participating'))",
        )
    chosen = ", ".join([liked, *(value.format(code) for code in codes)])
    sql = (
        f"SELECT role, phase, count(*), {chosen} FROM surveys_response "  # noqa: S608 - codes of our catalogue
        f"WHERE {'municipality_id = %s AND ' if place else ''}year = %s AND state = 'submitted' "
        "GROUP BY role, phase"
    )
    year = years.year_of(world.on)
    return sql, [place.pk, year] if place else [year]


def _lists(world: World) -> Iterator[Row]:
    """The same list of a municipality, of a bigger one, and of a whole country where there is one."""
    if world.scale.size == "smoke":
        small, big = world.municipality, world.add(Size(4, 90, 30, 30))
    elif world.scale.size == "municipality":
        small, big = world.municipality, world.add(BIG)
    else:
        small, big = world.add(SMALL), world.municipality
    few, many = world.signed_in(Role.METHODIST, small), world.signed_in(Role.METHODIST, big)
    yield from _longer(world, "the bigger municipality", few, many, (_teachers(small), _teachers(big)))
    if SIZES[world.scale.size][0] > 1:
        everywhere, everybody = world.signed_in_to_all(Role.METHODIST), Person.objects.count()
        yield from _longer(world, "all municipalities", few, everywhere, (_teachers(small), everybody))


def _longer(world: World, whose: str, few: Client, many: Client, teachers: tuple[int, int]) -> Iterator[Row]:
    """Each list of the longer beside that of the shorter."""
    for address in LISTS:
        turns = {"big": partial(opened, many, address), "small": partial(opened, few, address)}
        found = interleaved(turns, world.scale.rounds)
        yield compared(
            f"{address} of {whose}",
            world.label,
            found["big"],
            "of the smaller",
            found["small"],
            Target("slower", 2),
            f"{teachers[0]} and {teachers[1]} teachers; the target speaks of 1 000 000 rows against 1 000",
        )


def _beside_pretalx(world: World) -> Iterator[Row]:
    """What a methodist reads beside what the organiser of a conference reads: fifty rows a page each."""
    client = world.signed_in(Role.METHODIST, world.municipality)
    turns: dict[str, Contestant] = {address: partial(opened, client, address) for address in LISTS}
    target = Target("faster", 3)
    with ExitStack() as peers:
        if python := python_of("pretalx"):
            peer = peers.enter_context(closing(Peer("pretalx", python)))
            turns["pretalx"] = partial(peer.seconds, "list 2")
        found = interleaved(turns, world.scale.rounds)
    for address in LISTS:
        what, ours = f"{address}, against pretalx", found[address]
        if "pretalx" in found:
            note = "its lists of proposals and of speakers, its own test event, Django's test client, SQLite"
            yield compared(what, world.label, ours, "pretalx's lists", found["pretalx"], target, note)
        else:
            yield told(what, world.label, ours, str(target), "pretalx is not installed here")


def _searches(world: World) -> Iterator[Row]:
    """A surname and a word that many hold: the first page of mentors and the count, in the database."""
    mentors = Mentor.objects.all()
    name = mentors.order_by("-pk").values_list("person__last_name", flat=True)[0]
    for words, text in (("a surname", name), ("a common word", COMMON)):
        found = interleaved({"search": partial(_sought, mentors, text)}, world.scale.rounds)["search"]
        note = f"«{text}» among {mentors.count()} mentors"
        what = f"bank search of {words}, database"
        yield bounded(what, world.label, found, Target("most", 50), note=note)


def _sought(mentors: MentorQuerySet, text: str) -> float:
    """Seconds of the statements alone."""
    with CaptureQueriesContext(connection) as captured:
        rows = mentors.listed().search(text).order_by("person__name_key", "pk")
        counted(rows)
        list(rows[:50])
    return sum(float(query["time"]) for query in captured.captured_queries)


def _teachers(municipality: Municipality) -> int:
    return Municipality.objects.annotate(people_count=Count("people")).get(pk=municipality.pk).people_count


def _weights(world: World) -> Iterator[Row]:
    """The page with the most queries and the heaviest one, of those a methodist opens."""
    client = world.signed_in(Role.METHODIST, world.municipality)
    # the first page of a session also notes that the session has begun: once, whichever page it is
    opened(client, EVERY[0])
    found = {address: asked(client, address) for address in EVERY}
    queries = max(found, key=lambda address: found[address][0])
    heaviest = max(found, key=lambda address: found[address][1])
    yield bounded(
        f"most queries of {len(EVERY)} pages: {queries}", world.label, found[queries][0],
        Target("most", 25, "queries"), note=", ".join(f"{key} {value[0]}" for key, value in found.items()),
    )  # fmt: skip
    yield bounded(
        f"heaviest of {len(EVERY)} pages: {heaviest}", world.label, found[heaviest][1] / 1024,
        Target("most", 100, "KB"), note="HTML alone, gzip; styles, fonts and scripts are cached for a year",
    )  # fmt: skip
