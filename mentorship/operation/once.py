"""A form is carried out once, however often its button is pressed.

Every form that a page shows bears a token against foreign sites, and Django masks it anew for each page. The
token with what was filled in is the number of the form: no template can leave it out. The number is stored
in one transaction with what the form makes: of fifty presses at once one goes through, the others wait for it
and are led where it led. A refused form leaves no number behind and may be sent again; so may a changed one.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import CharField
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import CSRF_TOKEN_LENGTH
from django.utils import timezone

from mentorship.entrance.sweeping import gone
from mentorship.operation.models import SentForm
from mentorship.prepared import PreparedInsert, PreparedUpdate, Slot

TOKEN: Final = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
_REDIRECTS: Final = range(300, 400)
_BROKEN: Final = 500
_LONGEST: Final = 500
# Tries to sign in are counted whatever becomes of them: no transaction may take the count back.
_ENTRANCE: Final = ("/accounts/", "/admin/login/")

_FORMS: Final = PreparedInsert(SentForm)
_LED: Final = PreparedUpdate(
    lambda: SentForm.objects.filter(pk=Slot("key", CharField())), location=Slot("location", CharField())
)


class OnceMiddleware:
    """Stands last: the account is known, and the view's own work is all there is within."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Carry out the first press, answer the others."""
        key = key_of(request)
        if not key:
            return self.get_response(request)
        try:
            return self._carried_out(request, key)
        except _SentBefore:
            return _answer_again(request, key)

    def _carried_out(self, request: HttpRequest, key: str) -> HttpResponseBase:
        with transaction.atomic():
            _note(key)
            response = self.get_response(request)
            if response.status_code >= _BROKEN:
                transaction.set_rollback(True)
            elif location := _led_to(response):
                _LED.run(key=key, location=location)
            else:
                SentForm.objects.filter(pk=key).delete()
            return response


class _SentBefore(Exception):
    """The same form has been carried out."""


def key_of(request: HttpRequest) -> str:
    """What tells a filled-in form from every other; "" for what is no form of a page.

    A script sends the token as its cookie has it, unmasked: the same for a whole session, it tells no forms
    apart. Who is not signed in makes nothing here.
    """
    if request.method != "POST" or not request.user.is_authenticated or request.path.startswith(_ENTRANCE):
        return ""
    if len(request.POST.get(TOKEN, "")) != CSRF_TOKEN_LENGTH:
        return ""
    given = sorted(request.POST.lists())
    files = [
        (name, file.name, file.size) for name in sorted(request.FILES) for file in request.FILES.getlist(name)
    ]
    whole = (request.user.pk, request.get_full_path(), given, files)
    return hashlib.sha256(repr(whole).encode()).hexdigest()


def _led_to(response: HttpResponseBase) -> str:
    """Where the form led once carried out; "" for a refusal, or where identity is to be proved first."""
    location = response.get("Location", "")[:_LONGEST] if response.status_code in _REDIRECTS else ""
    return "" if location.startswith(_ENTRANCE) else location


def _note(key: str) -> None:
    """The first statement of the transaction: where the number stands already, nothing else was done."""
    try:
        _FORMS.run([SentForm(key=key, sent_at=timezone.now())])
    except IntegrityError as error:
        raise _SentBefore from error


def forget(before: datetime, dry_run: bool) -> int:
    """Delete the numbers of forms sent before the moment, or only count them (settings.PRIVACY_CLEANERS)."""
    return gone(SentForm.objects.filter(sent_at__lt=before), dry_run)


def _answer_again(request: HttpRequest, key: str) -> HttpResponse:
    """Lead where the first press led."""
    messages.info(request, "Эта форма уже отправлена: второе нажатие ничего не добавило.")
    location = SentForm.objects.filter(pk=key).values_list("location", flat=True).first()
    return HttpResponseRedirect(location or request.path)
