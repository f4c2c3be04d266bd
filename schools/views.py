"""Pages that belong to no section: health, accessibility, personal data, refusals."""

import logging
import secrets
import sys
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from schools import replica
from schools.appearance import chosen
from schools.outages import is_outage, outage_page
from schools.typed import typed

logger = logging.getLogger(__name__)


@never_cache
@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """Tell a watchman whether the portal and its database answer (contract §2)."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        logger.exception("The database does not answer")
        return JsonResponse({"status": "error", "database": "error"}, status=503)
    if not replica.is_set():
        return JsonResponse({"status": "ok", "database": "ok"})
    known = replica.state()  # the portal works without it: no reason to restart anything
    found = {"replica": known.word, "replica_lag_seconds": known.lag}
    return JsonResponse({"status": "ok", "database": "ok", **found})


def public_page(template_name: str) -> Any:
    """A page of plain words that everybody may read."""
    return login_not_required(TemplateView.as_view(template_name=template_name))


accessibility = public_page("pages/accessibility.html")
privacy = public_page("pages/privacy.html")
guide = public_page("pages/guide.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form whose token is stale, but keep what was typed: one press sends it again.

    Passwords are never echoed, and nothing is offered for a form that came from another site:
    else its words would be sent in the reader's name.
    """
    logger.warning("CSRF check failed: %s: %s", reason, request.path)
    kept = typed(request) if _from_here(request) else []
    context = {"kept": kept, "lost_files": bool(kept and request.FILES), "address": request.get_full_path()}
    return render(request, "csrf_failure.html", context, status=403)


def _from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of this very host."""
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(source).netloc == request.get_host()


def server_error(request: HttpRequest) -> HttpResponse:
    """Apologise for an error of the portal; needs neither database nor session.

    The code stands in the log beside the address, so that a telephone call leads to the right line.
    """
    if is_outage(sys.exception()):
        return outage_page(request)
    code = secrets.token_hex(3).upper()
    logger.error("Error page shown: code %s, %s %s", code, request.method, request.path)
    page = render_to_string("500.html", {"code": code, "portal": {"appearance": chosen(request)}})
    return HttpResponse(page, status=500)
