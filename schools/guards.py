"""The doors of views: who may enter is read from the table of `schools.access`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase


def check_area(request: HttpRequest, area: str, *, change: bool = False) -> HttpResponseBase | None:
    """None when the account may enter, a redirect to the sign-in for nobody; else PermissionDenied."""
    user = request.user
    if not user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not user.has_perm(f"{area}.{'change' if change else 'view'}"):
        raise PermissionDenied
    return None


def area_required(area: str, *, change: bool = False) -> Callable:
    """Open a view function to the roles the table names."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return check_area(request, area, change=change) or view(request, *args, **kwargs)

        guarded.guarded_area = (area, change)  # type: ignore[attr-defined]
        return guarded

    return decorate


def refuses(view: Callable, request: HttpRequest, *, method: str = "") -> bool:
    """Whether the door of the view, which says what it asks for, is shut to a signed-in account.

    `method` stands for that of the request where another page is meant than the one asked for.
    """
    area, change = getattr(view, "guarded_area", ("", False))
    shaped = getattr(view, "view_class", None)
    if shaped is not None and issubclass(shaped, AreaMixin):
        area, change = shaped.area, shaped.change or (method or request.method) == "POST"
    return bool(area) and not request.user.has_perm(f"{area}.{'change' if change else 'view'}")


class AreaMixin:
    """Open a class-based view to the roles the table names; POST asks for the right to change."""

    area = ""
    change = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse before anything is read."""
        change = self.change or request.method not in ("GET", "HEAD", "OPTIONS")
        refusal = check_area(request, self.area, change=change)
        return refusal or super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


def refused(response: Any) -> Any:
    """A page shown again with what was typed and what is wrong: 400, not 200 (contract §7)."""
    response.status_code = 400
    return response
