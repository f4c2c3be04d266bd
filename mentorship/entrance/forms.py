"""Forms of the way in."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.db.models import QuerySet

from mentorship.spreadsheets.searching import holding
from schools.forms import PortalForm, PortalFormMixin
from schools.limits import LONGEST_SEARCH
from schools.models import Person

LONGEST_CODE = 20
CODE_IS_WRONG = "Код не подошёл. Дождитесь следующего кода и введите его; проверьте часы телефона."


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


class FirstPasswordForm(PortalFormMixin, SetPasswordForm):
    """Choose a password and repeat it."""


class OwnPasswordForm(PortalFormMixin, PasswordChangeForm):
    """The present password, then a new one twice."""


class CodeForm(PortalForm):
    """A code of the app, or a recovery code where `recovery` says so."""

    code = forms.CharField(label="Код из приложения", max_length=LONGEST_CODE)

    def __init__(self, *args: Any, recovery: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.widget.attrs["autocomplete"] = "one-time-code"
        if recovery:
            field.label = "Код из приложения или запасной код"
        else:
            field.widget.attrs["inputmode"] = "numeric"


class ProofForm(PortalForm):
    """The password once more; with a second factor its code does as well."""

    password = forms.CharField(
        label="Пароль",
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, has_factor: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_factor:
            self.fields["password"].label = "Пароль или код из приложения"


class StaffSearchForm(PortalForm):
    """A surname within the staff of a school."""

    q = forms.CharField(label="Фамилия или имя", max_length=LONGEST_SEARCH, required=False)

    def chosen(self, people: QuerySet[Person]) -> QuerySet[Person]:
        """Those whose name holds every word."""
        return holding(people, self.cleaned_data["q"], "name_key") if self.is_valid() else people
