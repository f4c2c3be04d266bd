"""What a page of the portal makes and changes by its workflow: the admin only looks it up."""

from typing import Any

from django.http import HttpRequest

from schools.admin_base import PortalModelAdmin


class LookedUpAdmin(PortalModelAdmin):
    """Rows are found and read, never added or changed here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """New ones come by their page."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Changes come by their page."""
        return False
