"""Sudo mode: what is dangerous asks for the password again when the last proof is older than a quarter hour.

Which pages do is written in `entrance.protected`.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from mentorship.entrance import kept, stamps
from mentorship.entrance.sessions import holder


def is_fresh(request: HttpRequest) -> bool:
    """Whether the holder of the session proved himself within SUDO_MINUTES."""
    now = int(timezone.now().timestamp())
    return stamps.is_fresh(request.session, now=now, minutes=settings.SUDO_MINUTES)


def refresh(request: HttpRequest) -> None:
    """The holder of the session has just proved himself."""
    request.session[stamps.PROVED] = int(timezone.now().timestamp())


def ask(request: HttpRequest) -> HttpResponseBase:
    """Send to the page that asks for the proof; afterwards the person lands where he wanted.

    A posted form waits (`kept`) and is sent from a page of its own.
    """
    wanted = request.get_full_path()
    if request.method == "POST":
        wanted = kept.keep(request, holder(request), now=timezone.now())
    return redirect(f"{reverse('confirm')}?{urlencode({'next': wanted})}")
