"""Signing in through a provider of identities: out with a challenge, back with a code."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from mentorship.audit.addresses import client_address
from mentorship.audit.log import record
from mentorship.entrance import links, oidc, throttle, tolls
from mentorship.entrance.oidc import Challenge, ProviderFault
from mentorship.entrance.provider_accounts import account_of
from mentorship.entrance.targets import safe_target
from mentorship.entrance.views.sign_in import admit

_PLACE = "entrance_provider"
WAIT_SECONDS = 10 * 60
FAILED = "Единый вход не ответил так, как должен. Попробуйте ещё раз или войдите по имени и паролю."
STALE = "Вход начат в другом окне или слишком давно. Начните его снова."
OFTEN = "Слишком много попыток подряд. Подождите четверть часа или войдите по имени и паролю."


@require_safe
@never_cache
@login_not_required
def begin(request: HttpRequest) -> HttpResponseBase:
    """Send the browser to the provider."""
    if not oidc.is_on():
        raise Http404
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        # nobody is signed in by a link of somebody else's page (ASVS 7.6.2)
        return redirect("login")
    challenge = Challenge.new()
    try:
        address = oidc.leading_address(challenge, back=_back(request))
    except ProviderFault as fault:
        return _refused(request, FAILED, reason=str(fault))
    request.session[_PLACE] = {
        "challenge": list(challenge),
        "at": int(timezone.now().timestamp()),
        "next": safe_target(request),
    }
    return redirect(address)


@require_safe
@never_cache
@login_not_required
@sensitive_variables("code", "claims")
def back(request: HttpRequest) -> HttpResponseBase:
    """Let in whom the provider vouches for; each challenge serves once."""
    if not oidc.is_on():
        raise Http404
    now = timezone.now()
    begun = request.session.pop(_PLACE, None)
    if begun is None or now.timestamp() - begun["at"] >= WAIT_SECONDS:
        return _refused(request, STALE, reason="stale")
    challenge = Challenge(*begun["challenge"])
    code = request.GET.get("code", "")
    if request.GET.get("state") != challenge.state or not code:
        return _refused(request, STALE, reason="state")
    spent = tolls.of_provider(client_address(request))
    if throttle.spend(spent, now=now) is not None:
        return _refused(request, OFTEN, reason="often")
    try:
        claims = oidc.claims_of(code, challenge, back=_back(request))
        user = account_of(claims)
    except ProviderFault as fault:
        return _refused(request, FAILED, reason=str(fault))
    except ValidationError as error:
        return _refused(request, error.messages[0], reason=str(getattr(error, "code", "")))
    throttle.give_back(spent, now=now)
    links.remember(request, user, claims)
    return admit(request, user, now=now, target=begun["next"], way="по единому входу")


def _refused(request: HttpRequest, words: str, **data: Any) -> HttpResponseBase:
    """Back to the sign-in with a sentence; the journal learns why, and nobody's name."""
    record(by=None, action="entrance.provider_failed", data=data)
    messages.error(request, words)
    return redirect("login")


def _back(request: HttpRequest) -> str:
    """The address that the provider knows as ours."""
    return request.build_absolute_uri(reverse("provider_back"))
