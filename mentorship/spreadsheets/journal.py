"""Who is told of imports and exports: the composition root names the writer, this app knows none."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def record(action: str, *, by: Any, text: str, data: dict[str, Any]) -> None:
    """Enter an import or export into the journal that `SPREADSHEETS_JOURNAL` names (a dotted path)."""
    import_string(settings.SPREADSHEETS_JOURNAL)(by=by, action=action, text=text, data=data)
