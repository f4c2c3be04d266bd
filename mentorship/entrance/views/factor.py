"""Setting up the second factor: a QR code, the first code, ten recovery codes; taking it off again."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import View

from mentorship.entrance import throttle, tolls, totp
from mentorship.entrance.forms import CodeForm
from mentorship.entrance.models import SecondFactor
from mentorship.entrance.sessions import holder, is_staff
from mentorship.entrance.views.refusing import too_many
from mentorship.entrance.workflow import (
    begin_factor,
    confirm_factor,
    remove_factor,
    renew_codes,
    secret_of,
)
from schools.models import User
from schools.qr import drawn

PAGE = "entrance/second_factor.html"
CODES_PAGE = "entrance/recovery_codes.html"
ISSUER = "Наставничество"


class SecondFactorView(View):
    """GET shows how it stands or how to set it up; POST confirms, renews the codes or takes it off."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """How it stands; a secret that waits for its first code is shown until then."""
        return self._show(CodeForm())

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """One of three buttons."""
        user = holder(request)
        try:
            if "remove" in request.POST:
                return self._remove(user)
            if "renew" in request.POST:
                return self._codes(renew_codes(user=user))
            return self._confirm(user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("second_factor")

    def _confirm(self, user: User) -> HttpResponse:
        form, now = CodeForm(self.request.POST), timezone.now()
        if not form.is_valid():
            return self._show(form, 400)
        spent = tolls.of_code(user)
        refusal = throttle.spend(spent, now=now)
        if refusal is not None:
            return too_many(self.request, PAGE, refusal, now=now, **self._context(CodeForm()))
        code = "".join(form.cleaned_data["code"].split())
        try:
            codes = confirm_factor(user=user, code=code, now=now)
        except ValidationError as error:
            form.add_error("code", error)
            return self._show(form, 400)
        throttle.give_back(spent, now=now)
        return self._codes(codes)

    def _remove(self, user: User) -> HttpResponseBase:
        if _is_owed(user):
            raise ValidationError("На этом портале второй фактор обязателен для вашей роли.")
        remove_factor(user=user, by=user)
        messages.success(self.request, "Второй фактор снят.")
        return redirect("account")

    def _codes(self, codes: list[str]) -> HttpResponse:
        return render(self.request, CODES_PAGE, {"codes": codes})

    def _show(self, form: CodeForm, status: int = 200) -> HttpResponse:
        return render(self.request, PAGE, self._context(form), status=status)

    def _context(self, form: CodeForm) -> dict[str, Any]:
        user = holder(self.request)
        context: dict[str, Any] = {"form": form, "is_owed": _is_owed(user)}
        confirmed = SecondFactor.objects.confirmed().filter(user=user).first()
        if confirmed is not None:
            return {**context, "factor": confirmed, "left": confirmed.recovery_codes.count()}
        secret = secret_of(begin_factor(user=user))
        address = totp.address_of(secret, account=user.username, issuer=ISSUER)
        return {**context, "qr": drawn(address), "spelled": totp.spelled(secret)}


def _is_owed(user: User) -> bool:
    return bool(settings.REQUIRE_MFA and is_staff(user))
