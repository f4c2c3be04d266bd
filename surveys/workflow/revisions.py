"""Changes of a form that was sent: the answer that stood before is kept."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from surveys.models import Response, Revision

# Words are saved while they are typed: of the changes within this time the answer before the first is kept.
SITTING: Final = timedelta(hours=1)


def keep_old_answers(
    *, response: Response, before: Mapping[str, Any], after: Mapping[str, Any], now: datetime
) -> None:
    """Store what stood before (item code → answer, absent where none) for each answer that differs now."""
    changed = {code for code in {*before, *after} if before.get(code) != after.get(code)}
    if not changed:
        return
    recent = Revision.objects.filter(response=response, item_code__in=changed).since(now - SITTING)
    kept = set(recent.values_list("item_code", flat=True))
    Revision.objects.bulk_create(
        Revision(response=response, item_code=code, was=before.get(code), replaced_at=now)
        for code in sorted(changed - kept)
    )
