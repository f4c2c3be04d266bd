"""Notes that a card was opened: the view has shown it, so the account may see it."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase

from schools.comfort.recents import note_opened


class RecentMiddleware:
    """Stands behind the authentication; a page that is no card costs nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Note a card that was read by a person, not fetched ahead by a browser."""
        response = self.get_response(request)
        is_read = request.method == "GET" and "Sec-Purpose" not in request.headers
        if is_read and response.status_code == HTTPStatus.OK and request.user.is_authenticated:
            note_opened(request, request.user)
        return response
