"""Every request leaves a line in the log (LOG_FORMAT=json) and a mark in the measures (METRICS_TOKEN)."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from mentorship.operation import measures

logger = logging.getLogger("portal.request")


class WatchingMiddleware:
    """Stands right behind the one that numbers the request, so that nothing is answered unseen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then tell how long it took; the query is left out, people search by names."""
        if not settings.REQUEST_LOG and not settings.METRICS_TOKEN:
            return self.get_response(request)
        begun = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - begun
        route = route_of(request)
        if settings.METRICS_TOKEN:
            measures.observe(request.method, route, response.status_code, seconds)
        if settings.REQUEST_LOG:
            facts = {
                "method": request.method,
                "route": route,
                "status": response.status_code,
                "ms": round(seconds * 1000),
                # the account's number: whose it is stands in the portal, for those who may see it
                "user": request.user.pk if hasattr(request, "user") else None,
            }
            logger.info("%s %s", request.method, request.path, extra={"facts": facts})
        return response


def route_of(request: HttpRequest) -> str:
    """The pattern of the address, without what stands in it; empty where there is none."""
    match = request.resolver_match
    return "" if match is None else f"/{match.route}"
