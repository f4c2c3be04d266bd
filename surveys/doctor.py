"""The doctor's check of this app: kept counts against the answers they were made of."""

from collections.abc import Iterator
from datetime import datetime

from surveys.results.kept import wrong_ones


def tallies(now: datetime) -> Iterator[tuple[str, str]]:
    """Kept counts that differ from a recount; what no longer holds is counted anew by itself."""
    for row in wrong_ones():
        yield (
            "wrong",
            f"Сводка ответов «{row}» не совпадает с ответами. Пересчитайте: manage.py rebuild_summaries.",
        )


CHECKS = (("tallies", "Сводки ответов совпадают с ответами", tallies),)
