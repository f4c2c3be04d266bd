"""The answer to too many tries: the same page, 429, and when the next try is let through."""

from datetime import datetime
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mentorship.entrance.throttle import Refusal
from mentorship.entrance.tolls import is_shared
from schools.russian import plural


def too_many(
    request: HttpRequest, template: str, refusal: Refusal, *, now: datetime, **context: Any
) -> HttpResponse:
    """Show the page with the refusal instead of its form's errors."""
    seconds = max(1, ceil((refusal.until - now).total_seconds()))
    minutes = ceil(seconds / 60)
    words = {
        "until": timezone.localtime(refusal.until),
        "wait": f"{minutes} {plural(minutes, 'минуту', 'минуты', 'минут')}",
        "is_shared": is_shared(refusal.limit),
    }
    response = render(request, template, {**context, "refusal": words}, status=429)
    response["Retry-After"] = str(seconds)
    return response
