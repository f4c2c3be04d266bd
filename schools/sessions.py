"""A session that slides without a write at every page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

# The end moves on at most this often, in seconds: a page view costs no write, a working day is never cut.
REFRESH_AFTER = 30 * 60
STAMP = "slid_at"


class SlidingSessionMiddleware:
    """Move the end of a signed-in session on when it is used (SESSION_COOKIE_AGE from the last half hour)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Stamp the session; a changed session is saved and its cookie sent anew."""
        if request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            if now - request.session.get(STAMP, 0) >= REFRESH_AFTER:
                request.session[STAMP] = now
        return self.get_response(request)
