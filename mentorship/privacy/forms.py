"""Forms: what a person asks for, the proposal to destroy, the answer."""

from django import forms

from mentorship.privacy.enums import Ground
from schools.forms import PortalForm

_LONGEST = 2000


class WishForm(PortalForm):
    """What to mend in the own data, or why they are to be destroyed."""

    text = forms.CharField(
        label="Своими словами",
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ProposalForm(PortalForm):
    """Why a person's data are to be destroyed."""

    ground = forms.ChoiceField(label="Основание", choices=Ground.choices)
    text = forms.CharField(
        label="Пояснение для руководителя",
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(PortalForm):
    """What was mended, or why the wish is not fulfilled."""

    text = forms.CharField(label="Ответ", max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 4}))


class DestroyForm(PortalForm):
    """The reason of the act, and the code typed once more: nothing brings the data back."""

    reason = forms.CharField(label="Причина для акта", max_length=500)
    code = forms.CharField(label="Код педагога, ещё раз", max_length=50)

    def __init__(self, *args: object, expected: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected
        self.fields["code"].help_text = f"Впишите «{expected}»: вернуть данные будет нельзя."

    def clean_code(self) -> str:
        """The very code, so that nobody is destroyed by a slip."""
        code: str = self.cleaned_data["code"].strip()
        if code != self.expected:
            raise forms.ValidationError("Код не тот: проверьте, чьи это данные.")
        return code


class DestroyFilesForm(PortalForm):
    """All files of an act at once: nothing brings them back."""

    sure = forms.BooleanField(
        label="Я открыл каждый файл: подлинники, которые нужны другим, хранятся на бумаге или у школы",
        error_messages={"required": "Отметьте, что файлы просмотрены: вернуть их будет нельзя."},
    )


class KeepFileForm(PortalForm):
    """Why a file of an act stays."""

    words = forms.CharField(
        label="Почему файл остаётся",
        max_length=500,
        help_text="Например: на снимке пустой класс. Имени человека не пишите.",
    )
