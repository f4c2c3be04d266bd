"""Writing the journal of actions."""

from typing import Any

from django.db import models

from mentorship.audit.models import Entry


def record(
    *,
    by: Any,
    action: str,
    target: models.Model | None = None,
    text: str = "",
    data: dict[str, Any] | None = None,
) -> Entry:
    """Add an entry: who (`None` for a command), did what, to which object, why."""
    entry = Entry(by=by, action=action, text=text, data=data or {})
    if target is not None:
        entry.target_model = target._meta.label_lower
        entry.target_id = target.pk
        entry.target_text = str(target)[:250]
    entry.save()
    return entry
