"""What every request of a signed-in person meets: the session's end, the second factor, the proof."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from mentorship.entrance import kept, protected, stamps, sudo
from mentorship.entrance.models import Visit
from mentorship.entrance.sessions import held_roles, holder, is_staff
from mentorship.entrance.workflow import has_factor
from schools.guards import refuses
from schools.models import User

# Pages a member of staff without the second factor (REQUIRE_MFA) may open.
BEFORE_FACTOR = frozenset(
    "second_factor confirm kept login logout appearance accessibility privacy guide healthz "
    "manifest worker offline".split()
)
_HAS_FACTOR = "entrance_has_factor"


class EntranceMiddleware:
    """Stands behind the authentication: ends sessions that are over and keeps pages out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """End or stamp the session; a page of a signed-in person is stored nowhere (security.md T9)."""
        is_personal = request.user.is_authenticated
        if is_personal:
            _heed(request, holder(request))
        response = self.get_response(request)
        if is_personal and "no-store" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = "no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """The form's token is checked by now: what was typed may be kept, and proof asked for."""
        ended = getattr(request, "entrance_ended", None)
        if ended is not None:
            return _sign_in_again(request, view, *ended)
        if not request.user.is_authenticated or request.resolver_match is None:
            return None
        if _owes_factor(request, holder(request)):
            return redirect("second_factor")
        if protected.asks_for_proof(request.resolver_match, request.method) and not sudo.is_fresh(request):
            return None if _is_shut(request, view) else sudo.ask(request)
        return None


def _heed(request: HttpRequest, user: User) -> None:
    """Stamp the session; an ended one becomes nobody's."""
    now = timezone.now()
    moment, session, staff = int(now.timestamp()), request.session, is_staff(user)
    held = held_roles(user)
    why = stamps.ending(session, now=moment, is_staff=staff, held=held)
    if why is not None:
        Visit.objects.filter(session_key=session.session_key).delete()
        logout(request)
        request.entrance_ended = (user, why)  # type: ignore[attr-defined]
        return
    if session.get(stamps.HELD) != held:
        session[stamps.HELD] = held
    session.setdefault(stamps.STARTED, moment)
    step = stamps.STAFF_STEP if staff else stamps.TEACHER_STEP
    if moment - session.get(stamps.SEEN, 0) >= step:
        session[stamps.SEEN] = moment
        Visit.objects.filter(session_key=session.session_key).update(seen_at=now)


def _sign_in_again(
    request: HttpRequest, view: Callable, user: User, why: stamps.Ending
) -> HttpResponseBase | None:
    """Ask to sign in where that is needed, and lead back; open pages open for anybody."""
    is_open = not getattr(view, "login_required", True)
    if is_open and request.path != "/":
        return None
    messages.warning(request, str(why))
    target = request.get_full_path()
    if request.method == "POST":
        target = kept.keep(request, user, now=timezone.now())
    return redirect_to_login(target)


def _is_shut(request: HttpRequest, view: Callable) -> bool:
    """A wrong role is refused by the view itself (403): the password would not help."""
    match = request.resolver_match
    if match is not None and match.namespace == "admin":
        return not holder(request).is_staff
    return refuses(view, request)


def _owes_factor(request: HttpRequest, user: User) -> bool:
    """Whether REQUIRE_MFA asks the account to set up its second factor first."""
    if not settings.REQUIRE_MFA or request.session.get(_HAS_FACTOR):
        return False
    match = request.resolver_match
    if match is None or match.view_name in BEFORE_FACTOR or not is_staff(user):
        return False
    request.session[_HAS_FACTOR] = has_factor(user)
    return not request.session[_HAS_FACTOR]
