"""Signing in by password, then by a code where the account has a second factor; signing out."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from mentorship.audit.addresses import client_address
from mentorship.audit.log import record
from mentorship.entrance import oidc, throttle, tolls
from mentorship.entrance.forms import CODE_IS_WRONG, CodeForm, SignInForm
from mentorship.entrance.sealing import digest
from mentorship.entrance.sessions import enter, holder
from mentorship.entrance.targets import safe_target
from mentorship.entrance.throttle import Refusal
from mentorship.entrance.views.refusing import too_many
from mentorship.entrance.workflow import accept_code, has_factor
from schools.models import User

LOGIN = "registration/login.html"
STEP = "entrance/second_step.html"
_PENDING = "entrance_pending"
# How long the right password waits for its code.
PENDING_SECONDS = 10 * 60


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class SignInView(LoginView):
    """Sign-in; afterwards the workplace, or the page that was asked for."""

    authentication_form = SignInForm
    template_name = LOGIN

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count the try before anything is checked: known and unknown names go the same way."""
        name, now = request.POST.get("username", ""), timezone.now()
        if name and request.POST.get("password"):
            refusal = tolls.try_password(name, client_address(request), now=now)
            if refusal is not None:
                return self._refused(refusal, now)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> Any:
        """The password is right: sign in, or ask for the code."""
        user: Any = form.get_user()
        now = timezone.now()
        name = self.request.POST.get("username", "")
        tolls.password_fitted(name, client_address(self.request), now=now)
        return admit(self.request, user, now=now, target=self.get_success_url(), way="по паролю")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the other way in, where the installation has one."""
        context = super().get_context_data(**kwargs)
        if oidc.is_on():
            context["provider"] = settings.OIDC_NAME
            context["onward"] = urlencode({"next": self.get_redirect_url()})
        return context

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Show the form again as a refusal; the journal learns of a failure, never of an unknown name."""
        if form.non_field_errors():
            _put_on_record("entrance.failed", self.request.POST.get("username", ""))
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def _refused(self, refusal: Refusal, now: datetime) -> HttpResponse:
        if refusal.is_first:
            _put_on_record("entrance.refused", self.request.POST.get("username", ""))
        form = SignInForm(self.request, initial={"username": self.request.POST.get("username", "")})
        return too_many(self.request, LOGIN, refusal, now=now, form=form, next=self.get_redirect_url())


class SignOutView(LogoutView):
    """Signing out also empties what pages keep on the device: answers that wait for a network."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Leave, and tell the browser to drop the storage of this site."""
        if request.user.is_authenticated:
            user = holder(request)
            record(by=user, action="entrance.signed_out", target=user)
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"storage"'
        return response


@sensitive_post_parameters("code")
@never_cache
@login_not_required
def second_step(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code of the app, or for a recovery code; the password was right a moment ago."""
    now = timezone.now()
    user, way = _pending(request, now)
    target = safe_target(request)
    if user is None:
        return redirect(f"{reverse('login')}?{urlencode({'next': target})}")
    form = CodeForm(request.POST or None, recovery=True)
    if form.is_valid():
        spent = tolls.of_code(user)
        refusal = throttle.spend(spent, now=now)
        if refusal is not None:
            return too_many(request, STEP, refusal, now=now, form=CodeForm(recovery=True), next=target)
        if accept_code(user=user, code=form.cleaned_data["code"], now=now):
            throttle.give_back(spent, now=now)
            del request.session[_PENDING]
            enter(request, user, now=now, way=f"{way} и коду")
            return redirect(target)
        record(by=None, action="entrance.code_failed", target=user)
        form.add_error("code", CODE_IS_WRONG)
    status = 400 if form.is_bound else 200
    return render(request, STEP, {"form": form, "next": target}, status=status)


def admit(request: HttpRequest, user: User, *, now: datetime, target: str, way: str) -> HttpResponseBase:
    """Sign in whose first step was right, or ask for the code where the account has a second factor."""
    if has_factor(user):
        request.session[_PENDING] = [user.pk, int(now.timestamp()), user.get_session_auth_hash(), way]
        return redirect(f"{reverse('second_step')}?{urlencode({'next': target})}")
    enter(request, user, now=now, way=way)
    return redirect(target)


def _pending(request: HttpRequest, now: datetime) -> tuple[User | None, str]:
    """Whose first step was right, and its way; None when that was long ago or the password is another one."""
    pk, at, auth_hash, way = request.session.get(_PENDING, (None, 0, "", ""))
    if pk is None or now.timestamp() - at >= PENDING_SECONDS:
        return None, ""
    user = User.objects.select_related("person").filter(pk=pk, is_active=True).first()
    is_same = user is not None and user.get_session_auth_hash() == auth_hash
    return (user if is_same else None), way


def _put_on_record(action: str, name: str) -> None:
    """Enter a failure: an account that exists is named, anything else may be a password typed in haste."""
    user = User.objects.filter(username=User.normalize_username(name)[:150]).first()
    record(by=None, action=action, target=user, data={"name": digest("typed_name", name)[:16]})
