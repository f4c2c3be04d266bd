"""The journal in the admin: read, changed by nobody."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from mentorship.audit.models import Entry, Permit
from mentorship.journal.models import Incident
from mentorship.journal.words import words_of
from schools.admin.looked_up import LookedUpAdmin


@admin.register(Entry)
class EntryAdmin(LookedUpAdmin):
    """Who did what."""

    list_display = ("at", "who", "words", "target_text", "text")
    list_filter = ("kind", "at")
    list_select_related = ("by__person",)
    search_fields = ("target_text", "text")
    search_help_text = "Объект или пояснение"

    @admin.display(description="кто")
    def who(self, entry: Entry) -> str:
        """The person, or the server."""
        return entry.by.get_full_name() if entry.by else "команда на сервере"

    @admin.display(description="действие", ordering="action")
    def words(self, entry: Entry) -> str:
        """The action in words."""
        return words_of(entry.action)


@admin.register(Permit)
class PermitAdmin(LookedUpAdmin):
    """By which acts words were taken out of the journal; whoever sees the whole portal."""

    list_display = ("at", "by", "act", "changed")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Acts name people of any municipality."""
        found = super().get_queryset(request)
        return found if request.user.access.scope("journal").everywhere else found.none()  # type: ignore[union-attr]


@admin.register(Incident)
class IncidentAdmin(LookedUpAdmin):
    """Incidents; they are kept on their pages."""

    list_display = ("noticed_at", "title", "municipality", "state", "notified_at", "investigated_at")
    list_filter = ("state",)
    list_select_related = ("municipality",)
    search_fields = ("title",)
