"""The doctor's check of this app: kept indicators against what they were made of."""

from collections.abc import Iterator
from datetime import datetime

from reports.summaries.keeping import wrong_ones


def summaries(now: datetime) -> Iterator[tuple[str, str]]:
    """Kept figures that differ from a recount; those that no longer hold are counted anew by themselves."""
    for row in wrong_ones():
        yield (
            "wrong",
            f"Свод показателей «{row}» не совпадает с данными. Пересчитайте: manage.py rebuild_summaries.",
        )


CHECKS = (("summaries", "Своды показателей совпадают с данными", summaries),)
