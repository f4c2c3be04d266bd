"""«Моя учётная запись»: what opens it, where it is open, a new password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mentorship.entrance import sudo, throttle, tolls
from mentorship.entrance.forms import OwnPasswordForm
from mentorship.entrance.models import SecondFactor, Visit
from mentorship.entrance.sessions import end_others, holder, rekeyed
from mentorship.entrance.views.refusing import too_many
from mentorship.entrance.workflow import password_changed
from schools.guards import refused

PASSWORD_PAGE = "entrance/password.html"  # noqa: S105 (a template, not a password)


@require_safe
def own_account(request: HttpRequest) -> HttpResponse:
    """The account, its second factor and its open sessions."""
    context = {
        "factor": SecondFactor.objects.confirmed().filter(user=request.user).first(),  # type: ignore[misc]
        "visits": Visit.objects.filter(user=request.user),  # type: ignore[misc]
        "session_key": request.session.session_key,
    }
    return render(request, "entrance/account.html", context)


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponseBase:
    """End every session of the account but this one."""
    user = holder(request)
    count = end_others(user, but=request.session.session_key, by=user)
    words = f"Завершено других сеансов: {count}." if count else "Других сеансов нет."
    messages.success(request, words)
    return redirect("account")


class OwnPasswordView(PasswordChangeView):
    """A new password; the other sessions of the account end."""

    form_class = OwnPasswordForm
    template_name = PASSWORD_PAGE
    success_url = reverse_lazy("account")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A stolen session is no place to guess the password."""
        now = timezone.now()
        spent = tolls.of_proof(holder(request))
        refusal = throttle.spend(spent, now=now)
        if refusal is not None:
            form = self.form_class(request.user)
            return too_many(request, PASSWORD_PAGE, refusal, now=now, form=form)
        form = self.get_form()
        if form.is_valid() or "old_password" not in form.errors:
            throttle.give_back(spent, now=now)
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: OwnPasswordForm) -> HttpResponse:
        """Keep this session, end the others, tell the holder."""
        old = self.request.session.session_key
        response = super().form_valid(form)
        rekeyed(self.request, old)
        user = holder(self.request)
        end_others(user, but=self.request.session.session_key, by=user)
        password_changed(user=user)
        sudo.refresh(self.request)
        messages.success(self.request, "Пароль изменён, остальные сеансы завершены.")
        return response

    def form_invalid(self, form: OwnPasswordForm) -> HttpResponse:
        """What is wrong, beside its field."""
        response: HttpResponse = refused(super().form_invalid(form))
        return response
