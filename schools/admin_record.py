"""What the admin does stands in the journal: changes with before and after, looks at protected records."""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.http import HttpRequest

from mentorship.audit.changes import changes_of
from mentorship.audit.log import record, record_view


class RecordedMixin:
    """Puts additions, changes, deletions and looks of an admin class on record; before ModelAdmin."""

    # The end of the journal's `view.…` where looking at a row is noted, once an hour.
    viewed_as = ""

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> Any:
        """The form; that a protected record was looked at is noted."""
        row = kwargs.get("obj")
        if self.viewed_as and row is not None and request.method == "GET":
            record_view(by=request.user, target=row, what=self.viewed_as)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Django's message; what stood before and after waits for the entry of the journal."""
        request.changed_values = {} if add else changes_of(form, *(formsets or ()))  # type: ignore[attr-defined]
        return super().construct_change_message(request, form, formsets, add)  # type: ignore[misc]

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        """Put a new row on record."""
        return _on_record(request, "admin.add", obj, super().log_addition(request, obj, message))  # type: ignore[misc]

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> LogEntry:
        """Put a change on record."""
        return _on_record(request, "admin.change", obj, super().log_change(request, obj, message))  # type: ignore[misc]

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Put what is deleted on record."""
        for row in queryset:
            record(by=request.user, action="admin.delete", target=row)
        return super().log_deletions(request, queryset)  # type: ignore[misc]


def _on_record(request: HttpRequest, action: str, row: Model, entry: LogEntry) -> LogEntry:
    """Copy an entry of the admin's own log into the journal of the portal."""
    changed = getattr(request, "changed_values", None)
    data = {"changed": changed} if changed else {}
    record(by=request.user, action=action, target=row, text=entry.get_change_message(), data=data)
    return entry
