"""The journal of actions: read by those who keep accounts, changed by nobody.

Registered here, for `mentorship.audit` stands below the base of the admin classes.
"""

from django.contrib import admin

from mentorship.audit.models import Entry
from schools.admin.looked_up import LookedUpAdmin


@admin.register(Entry)
class EntryAdmin(LookedUpAdmin):
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
