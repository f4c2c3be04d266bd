"""Where an act comes from: the number of the request and the address of the computer that sent it."""

import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from typing import Final, NamedTuple

from django.http import HttpRequest, HttpResponseBase

from mentorship.audit.addresses import client_address

# What a proxy in front may have called the request; anything else gets a number of our own.
_NUMBER = re.compile(r"[0-9A-Za-z-]{8,40}")


class Origin(NamedTuple):
    """A request by its number, address and query; all empty for a command on the server."""

    request: str = ""
    address: str | None = None
    query: str = ""


_SERVER: Final = Origin()
_origin: ContextVar[Origin] = ContextVar("origin", default=_SERVER)


def current() -> Origin:
    """Where what happens now comes from."""
    return _origin.get()


class OriginMiddleware:
    """Number the request, so that the journal, the log and the answer (X-Request-ID) name it alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request with its origin known to whoever writes to the journal."""
        called = request.META.get("HTTP_X_REQUEST_ID", "")
        number = called if _NUMBER.fullmatch(called) else uuid.uuid4().hex
        address = client_address(request) or None
        held = _origin.set(Origin(number, address, request.META.get("QUERY_STRING", "")))
        try:
            response = self.get_response(request)
        finally:
            _origin.reset(held)
        response["X-Request-ID"] = number
        return response
