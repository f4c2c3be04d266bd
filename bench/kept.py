"""Kept counts of questionnaires: the report from them beside the same counted anew; what a mark costs."""

from collections.abc import Iterator

from django.db import transaction

from bench.measuring import Row, Target, bounded, compared, interleaved
from bench.pages import opened
from bench.world import World
from schools.enums import Role
from surveys.models import Response, Tally

REPORT = "/reports/surveys/"


def rows(world: World) -> Iterator[Row]:
    """The page of the survey report, cache cold; then the mark that a sent form leaves."""
    client = world.signed_in(Role.METHODIST, world.municipality)

    def kept() -> None:
        opened(client, REPORT)

    def anew() -> None:
        Tally.objects.update(counted=None)
        opened(client, REPORT)

    found = interleaved({"kept": kept, "anew": anew}, world.scale.rounds)
    yield compared(
        "survey report from kept counts",
        world.label,
        found["kept"],
        "the same counted anew",
        found["anew"],
        Target("faster", 1),
    )
    keys = list(Response.objects.order_by("pk").values_list("key", flat=True)[: 10 * world.scale.batch])
    turn = iter(keys * 2)

    def mark() -> None:
        with transaction.atomic():
            Tally.objects.touch([next(turn)])

    marks = interleaved({"mark": mark}, len(keys))
    yield bounded("mark of a sent form on its counts", world.label, marks["mark"], Target("most", 15))
