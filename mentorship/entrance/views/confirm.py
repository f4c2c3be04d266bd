"""Proving oneself within an open session, and sending a form that waited meanwhile."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from mentorship.audit.log import record
from mentorship.entrance import kept, sudo, throttle, tolls
from mentorship.entrance.forms import ProofForm
from mentorship.entrance.sessions import holder
from mentorship.entrance.targets import is_own, safe_target
from mentorship.entrance.views.refusing import too_many
from mentorship.entrance.workflow import accept_code, has_factor

PAGE = "entrance/confirm.html"


@sensitive_post_parameters()
def confirm(request: HttpRequest) -> HttpResponseBase:
    """Ask for the password (or a code), then go where the person wanted."""
    user, now = holder(request), timezone.now()
    with_factor = has_factor(user)
    context = {"next": safe_target(request), "back": _back(request)}
    form = ProofForm(request.POST or None, has_factor=with_factor)
    if form.is_valid():
        spent = tolls.of_proof(user)
        refusal = throttle.spend(spent, now=now)
        if refusal is not None:
            return too_many(
                request, PAGE, refusal, now=now, form=ProofForm(has_factor=with_factor), **context
            )
        proof = form.cleaned_data["password"]
        if user.check_password(proof) or accept_code(user=user, code=proof, now=now):
            throttle.give_back(spent, now=now)
            sudo.refresh(request)
            record(by=user, action="entrance.proved", target=user)
            return redirect(context["next"])
        record(by=user, action="entrance.proof_failed", target=user)
        form.add_error("password", "Не подошло. Проверьте раскладку и Caps Lock.")
    status = 400 if form.is_bound else 200
    return render(request, PAGE, {**context, "form": form}, status=status)


@require_safe
def kept_form(request: HttpRequest) -> HttpResponse:
    """Offer to send a form that came a moment too late."""
    waiting = kept.waiting(request, now=timezone.now())
    return render(request, "entrance/kept.html", {"waiting": waiting}, status=200 if waiting else 410)


def _back(request: HttpRequest) -> str:
    """The page the person came from, for after a file was saved."""
    source = request.POST.get("back") or request.headers.get("Referer", "")
    return source if is_own(request, source) and reverse("confirm") not in source else reverse("home")
