"""The unsubscribe button of mail programs (RFC 8058): a POST without cookies, form or account."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotFound
from django.urls import Resolver404, resolve

from mentorship.notices.topics import read_token, switch_off

_PLAIN = "text/plain; charset=utf-8"


class OneClickMiddleware:
    """Answers such a POST before session and account are read.

    It cannot act in anybody's name: the signature of the link is all it has, and all it can do is to stop
    letters of one topic. The button of the portal's own page is a form like any other.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Switch the topic off, or pass the request on."""
        if request.method != "POST" or request.POST.get("List-Unsubscribe") != "One-Click":
            return self.get_response(request)
        token = _token(request)
        if not token:
            return self.get_response(request)
        found = read_token(token)
        if found is None:
            return HttpResponseNotFound("Ссылка не подошла.", content_type=_PLAIN)
        person, topic = found
        switch_off(person=person, topic=topic, by=None)
        return HttpResponse(f"Писем «{topic.label}» больше не будет.", content_type=_PLAIN)


def _token(request: HttpRequest) -> str:
    """The token of an unsubscribe address; "" for everything else."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return ""
    return str(match.kwargs["token"]) if match.view_name == "notices:off" else ""
