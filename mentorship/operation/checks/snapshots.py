"""Approved reports: whole, and what today's records would make of their day."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from mentorship.operation.examination import Finding, Status
from reports.enums import SnapshotState
from reports.models import Snapshot
from reports.snapshots import changes_since

# Each is computed anew from all records: the newest reports are those that people still quote.
RECOUNTED: Final = 3
_PARTS: Final = frozenset({"as_of", "programme", "indicators"})
_FIGURE: Final = frozenset({"code", "title", "numerator", "denominator", "value", "target", "status"})


def snapshots(now: datetime) -> Iterator[Finding]:
    """Reports that cannot be read, and those whose records were changed afterwards."""
    approved = Snapshot.objects.filter(state=SnapshotState.APPROVED).select_related("programme")
    readable = []
    for snapshot in approved:
        if _is_whole(snapshot.figures) and snapshot.figures["as_of"] == snapshot.as_of.isoformat():
            readable.append(snapshot)
        else:
            yield (
                Status.WRONG,
                (
                    f"Утверждённый отчёт № {snapshot.pk} ({snapshot}) повреждён. Верните его из последней "
                    "хорошей копии."
                ),
            )
    for snapshot in readable[:RECOUNTED]:
        found = changes_since(snapshot)
        if found:
            yield (
                Status.WARNING,
                (
                    f"Отчёт № {snapshot.pk} ({snapshot}): записи с тех пор изменили, "
                    f"показателей — {len(found)}. Какие: manage.py snapshot {snapshot.pk} --changes."
                ),
            )


def _is_whole(figures: Any) -> bool:
    if not isinstance(figures, dict) or not figures.keys() >= _PARTS:
        return False
    rows = figures["indicators"]
    return isinstance(rows, list) and all(isinstance(row, dict) and row.keys() >= _FIGURE for row in rows)
