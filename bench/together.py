"""All municipalities on one page: beside the bare sums of the kept figures, and beside the raw responses."""

from collections.abc import Iterator
from io import StringIO
from time import perf_counter

from django.core.management import call_command

from bench.measuring import Row, Target, bounded, compared, interleaved, nearly_slowest, told
from bench.pages import asked, fetched, opened, raw_sql
from bench.world import World
from schools.enums import Role

PAGE = "/reports/region/today/"
_SUMS = (
    "SELECT code, sum(part), sum(whole), sum(count), count(*) FROM reports_summaryfigure f "
    "JOIN reports_summary s ON s.id = f.summary_id WHERE NOT s.has_names AND NOT f.is_hidden GROUP BY code"
)


def rows(world: World) -> Iterator[Row]:
    """The night's count, then the page of who sees every municipality, cache cold."""
    began = perf_counter()
    call_command("keep_summaries", stdout=StringIO())
    yield told("keep_summaries", world.label, perf_counter() - began, "a night", "every municipality", "s")
    client = world.signed_in_to_all(Role.DEPARTMENT)
    turns = {
        "page": lambda: opened(client, PAGE),
        "sums": lambda: fetched(_SUMS),
        "raw": lambda: fetched(*raw_sql(world, None)),
    }
    found = interleaved(turns, world.scale.rounds)
    most = 1.5 * found["sums"] + 10
    yield bounded(
        "all municipalities", world.label, found["page"], Target("most", most),
        reference="bare sums of what is kept", theirs=found["sums"], note="1.5 times the sums + 10 ms",
    )  # fmt: skip
    yield compared(
        "all municipalities against raw SQL", world.label, found["page"], "raw SQL, one row a response",
        found["raw"], Target("faster", 5), "the target speaks of a country",
    )  # fmt: skip
    often = world.scale.rounds * 10
    yield bounded(
        "all municipalities, 95th percentile", world.label, nearly_slowest(turns["page"], often),
        Target("most", 200), note=f"of {often} openings, cache cold",
    )  # fmt: skip
    queries, _ = asked(client, PAGE)
    yield bounded("all municipalities, queries", world.label, queries, Target("most", 10, "queries"))
