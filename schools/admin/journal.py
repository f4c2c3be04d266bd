"""The journal of actions: read by those who keep accounts, changed by nobody.

Registered here, for `mentorship.audit` stands below the base of the admin classes.
"""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from mentorship.audit.models import Entry
from schools.admin_base import PortalModelAdmin


@admin.register(Entry)
class EntryAdmin(PortalModelAdmin):
    """Who did what."""

    list_display = ("at", "who", "action", "target_text", "text")
    list_filter = ("action", "at")
    list_select_related = ("by__person",)
    search_fields = ("target_text", "text")
    search_help_text = "Объект или пояснение"

    @admin.display(description="кто")
    def who(self, entry: Entry) -> str:
        """The person, or the server."""
        return entry.by.get_full_name() if entry.by else "команда на сервере"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Entries are written by what happens."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Written once."""
        return False
