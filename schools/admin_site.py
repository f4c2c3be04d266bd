"""The admin as the methodist's workplace."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import include, path


class PortalAdminSite(AdminSite):
    """Stock admin, Russian titles, opened by roles, with the Excel screens at /admin/import/."""

    site_title = "Наставничество"
    site_header = "Наставничество"
    index_title = "Рабочее место методиста"
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        """The table's `admin` row."""
        return bool(request.user.is_authenticated and request.user.is_staff)

    def get_urls(self) -> list[Any]:
        """The stock addresses and the Excel screens."""
        return [path("", include("mentorship.spreadsheets.urls")), *super().get_urls()]
