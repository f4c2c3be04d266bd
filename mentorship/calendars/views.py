"""The page of the own calendar link, and the feed that calendar programs read without a sign-in."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mentorship.audit.log import record_export
from mentorship.calendars.feed import FEEDS, events_of, feed_of, feeds_for
from mentorship.calendars.keys import holder_of, issue, revoke
from mentorship.calendars.models import FeedKey
from schools.models import User

SHOWN = 5
# Seconds a program may go without asking again.
FRESH = 300


@never_cache
def calendar(request: HttpRequest) -> HttpResponse:
    """Make the link, renew it or take it back; the new one is shown once, in the answer to the press."""
    person: Any = request.user.person
    if request.method == "POST":
        if person is None:
            raise Http404
        return _revoke(request) if "revoke" in request.POST else _issue(request)
    return _page(request)


def _issue(request: HttpRequest) -> HttpResponse:
    secret = issue(person=request.user.person, by=request.user, now=timezone.now())
    address = request.build_absolute_uri(reverse("calendars:feed", args=[secret]))
    feeds = feeds_for(request.user.person, timezone.localdate())
    more = [(FEEDS[feed], f"{address}?feed={feed}") for feed in feeds if feed != "own"]
    return _page(request, address=address, more_feeds=more)


def _revoke(request: HttpRequest) -> HttpResponse:
    try:
        revoke(person=request.user.person, by=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "Ссылка отозвана: по ней календарь больше не открывается.")
    return redirect("calendars:own")


def _page(
    request: HttpRequest, address: str = "", more_feeds: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    person: Any = request.user.person
    context: dict[str, Any] = {"person": person, "feed_address": address, "more_feeds": more_feeds}
    if person is not None:
        today = timezone.localdate()
        ahead = [event for event in events_of(person, today) if event.day >= today and not event.is_cancelled]
        context["key"] = FeedKey.objects.live().filter(person=person).first()
        context["events"], context["more"] = ahead[:SHOWN], max(0, len(ahead) - SHOWN)
    return render(request, "calendars/own.html", context)


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of the secret's holder; an unknown or revoked one is not found."""
    now = timezone.now()
    person = holder_of(secret, now)
    if person is None:
        raise Http404
    chosen = request.GET.get("feed", "own")
    if chosen not in feeds_for(person, timezone.localdate(now)):
        raise Http404
    body = feed_of(person, now, chosen)
    record_export(
        by=User.objects.filter(person=person).first(),
        action="calendar.downloaded",
        rows=body.count(b"BEGIN:VEVENT"),
        chosen=chosen,
        target=person,
        once_a_day=True,
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    patch_cache_control(response, private=True, max_age=FRESH)
    response["X-Robots-Tag"] = "noindex"
    return response
