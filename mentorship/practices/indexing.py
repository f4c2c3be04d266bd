"""Search engines are shown the public section alone: every other answer says `noindex`."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponseBase

_OPEN: Final = frozenset({"/accessibility/", "/privacy/", "/robots.txt", "/sitemap.xml"})
_SECTION: Final = "/public/"


def is_open(path: str) -> bool:
    """Whether a search engine may keep the page."""
    return path in _OPEN or path.startswith(_SECTION)


class IndexingMiddleware:
    """Add `X-Robots-Tag` to whatever is not meant for everybody, and to what was not answered with a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on and dress the answer."""
        response = self.get_response(request)
        if not is_open(request.path):
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response
