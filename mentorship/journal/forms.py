"""What the journal is searched by, and what is told of an incident."""

from datetime import datetime
from typing import Any

from django import forms

from mentorship.audit.kinds import Kind
from mentorship.journal.models import Incident
from mentorship.journal.words import SECTIONS
from mentorship.journal.workflow import TOLD
from schools.forms import PortalForm, PortalModelForm
from schools.limits import LONGEST_SEARCH
from schools.models import Municipality

_TEXTS = ("cause", "data_words", "people_words", "harm", "measures", "findings", "culprits")


class JournalForm(PortalForm):
    """The form over the journal; all of it stands in the address."""

    who = forms.CharField(label="Кто действовал (фамилия)", required=False, max_length=LONGEST_SEARCH)
    about = forms.CharField(label="О ком (фамилия)", required=False, max_length=LONGEST_SEARCH)
    q = forms.CharField(label="Объект или пояснение", required=False, max_length=LONGEST_SEARCH)
    kind = forms.ChoiceField(label="Вид записи", required=False, choices=[("", "любой"), *Kind.choices])
    action = forms.ChoiceField(
        label="Действие",
        required=False,
        choices=[("", "любое"), *((title, list(codes.items())) for title, codes in SECTIONS.items())],
    )
    start = forms.DateField(label="С", required=False)
    end = forms.DateField(label="По", required=False)
    person = forms.IntegerField(
        label="Человек", required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        """The period must not run backwards."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and start > end:
            self.add_error("end", "Последний день раньше первого.")
        return cleaned


class ExtractForm(JournalForm):
    """What of the journal belongs to an incident: period, people, object."""

    field_order = ("start", "end", "who", "about", "q")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="extract_%s", **kwargs)
        for name in ("kind", "action", "person"):
            del self.fields[name]


class HourField(forms.DateTimeField):
    """A day with its hour, in one control of the browser."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M"], **kwargs)


class IncidentForm(PortalModelForm):
    """What is known of an incident."""

    municipality = forms.ModelChoiceField(label="Муниципалитет", queryset=Municipality.objects.none())
    noticed_at = HourField(label="Когда обнаружили", help_text="От этого часа считаются 24 и 72 часа.")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    field_order = ("municipality", *TOLD)

    class Meta:
        model = Incident
        fields = TOLD
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in _TEXTS}
        help_texts = {
            "title": "Одной строкой: «Утерян ноутбук методиста», «Письмо ушло не тому адресату».",
            "data_words": "Например: фамилии, школы, адреса почты. Самих данных не пишите.",
            "people_words": "Например: наставники трёх школ. Имён не пишите.",
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = user.access.scope("incidents", change=True)
        places = Municipality.objects.filter(scope.q(municipality="pk")).order_by("key")
        self.fields["municipality"].queryset = places  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["municipality"]
            self.initial["version"] = self.instance.version
            return
        if len(found := list(places[:2])) == 1:
            self.initial.setdefault("municipality", found[0].pk)
            self.fields["municipality"].widget = forms.HiddenInput()

    def _post_clean(self) -> None:
        """The workflow checks and stores: the row shown stays as it was."""

    @property
    def told(self) -> dict[str, Any]:
        """What goes to the workflow."""
        return {name: self.cleaned_data[name] for name in TOLD}


class SentForm(PortalForm):
    """When a notice was sent."""

    at = HourField(label="Когда отправлено")

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].initial = now


class CloseForm(PortalForm):
    """How it ended."""

    conclusion = forms.CharField(
        label="Чем кончилось", widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
