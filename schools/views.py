"""Pages that belong to no section: sign-in, invitation, health, accessibility, personal data, refusals."""

import logging
import secrets
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.contrib.auth.views import LoginView
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView

from schools.appearance import chosen
from schools.forms import PortalFormMixin
from schools.invitations import invited_user

logger = logging.getLogger(__name__)


class SignInForm(PortalFormMixin, AuthenticationForm):
    """Username and password; one sentence for every failure, so that it does not tell which names exist."""

    error_messages = {
        "invalid_login": (
            "Имя для входа и пароль не подошли друг к другу. Проверьте раскладку и Caps Lock; "
            "если пароль забыт, попросите у школьного куратора или методиста новую ссылку."
        ),
        "inactive": "Эта учётная запись закрыта. Спросите у методиста.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Имя для входа"


class SignInView(LoginView):
    """Sign-in; afterwards the workplace, or the page that was asked for."""

    authentication_form = SignInForm
    template_name = "registration/login.html"

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Show the form again as a refusal."""
        return self.render_to_response(self.get_context_data(form=form), status=400)


class FirstPasswordForm(PortalFormMixin, SetPasswordForm):
    """Choose a password and repeat it."""


@sensitive_post_parameters()
@never_cache
@login_not_required
def invitation(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Set the first password by the link of an invitation and sign in."""
    user = invited_user(pk, token)
    if user is None:
        return render(request, "registration/invitation.html", status=410)
    form = FirstPasswordForm(user, request.POST or None)
    if form.is_valid():
        login(request, form.save())
        messages.success(request, "Пароль сохранён, вы вошли на портал.")
        return redirect("home")
    context = {"form": form, "invited": user}
    return render(request, "registration/invitation.html", context, status=400 if form.is_bound else 200)


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
    return JsonResponse({"status": "ok", "database": "ok"})


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
    kept = _typed(request) if _from_here(request) else []
    context = {"kept": kept, "lost_files": bool(kept and request.FILES), "address": request.get_full_path()}
    return render(request, "csrf_failure.html", context, status=403)


def _from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of this very host."""
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(source).netloc == request.get_host()


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Names and values of the form, without its token and passwords."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]


def server_error(request: HttpRequest) -> HttpResponse:
    """Apologise for an error of the portal; needs neither database nor session.

    The code stands in the log beside the address, so that a telephone call leads to the right line.
    """
    code = secrets.token_hex(3).upper()
    logger.error("Error page shown: code %s, %s %s", code, request.method, request.path)
    page = render_to_string("500.html", {"code": code, "portal": {"appearance": chosen(request)}})
    return HttpResponse(page, status=500)
