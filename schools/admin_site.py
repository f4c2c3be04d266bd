"""The admin as the methodist's workplace."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import include, path, reverse


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

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        """Refuse with 403 whoever is signed in without the right: signing in again would not help."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, view)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:
        """One sign-in page for the portal and the admin."""
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        """One page of the own password, too: it counts tries and ends the other sessions."""
        return redirect("password")
