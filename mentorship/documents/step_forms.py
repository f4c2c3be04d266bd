"""Forms of the steps of a paper: names in their cases, registration, a scan, a reason; a template."""

from collections.abc import Iterable
from typing import Any

from django import forms

from mentorship.documents.enums import Case
from mentorship.documents.forms import text_field
from mentorship.documents.naming import Wanted, key_of
from schools.forms import PortalForm


class NamesForm(PortalForm):
    """Every declined name of a paper in a field."""

    def __init__(self, *args: Any, wanted: Iterable[Wanted], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for person, case in wanted:
            field = forms.CharField(
                label=person.full_name,
                max_length=320,
                help_text=f"Падеж: {Case(case).label}",
                widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
                error_messages={"required": f"Впишите имя: {person.full_name}."},
            )
            self.fields[key_of(person, case)] = field


class RegisterForm(PortalForm):
    """Number, date and signer of the signed paper."""

    number = text_field("Номер", max_length=60, required=False)
    date = forms.DateField(label="Дата", help_text="День, которым документ подписан.")
    signer = text_field("Кто подписал", max_length=200, required=False)


class ScanForm(PortalForm):
    """The scan of the signed paper."""

    scan = forms.FileField(label="Скан", help_text="PDF, фото или документ до 10 МБ.")


class ReasonForm(PortalForm):
    """Why a paper holds no longer."""

    reason = text_field("Основание", rows=3, max_length=500)


class TemplateForm(PortalForm):
    """A template of the municipality's own."""

    file = forms.FileField(label="Файл .docx", help_text="До 5 МБ, без макросов и ссылок на другие файлы.")
