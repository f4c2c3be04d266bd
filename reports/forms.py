"""Forms of the reports."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from mentorship.programmes.models import Programme
from reports.indicators.beyond import entered_titles
from reports.models import Statistic
from reports.threshold_rules import RULES
from schools import years
from schools.enums import ClassRule
from schools.forms import PortalForm, PortalModelForm
from schools.models import Municipality, School, User


class StatisticForm(PortalModelForm):
    """An entered figure; what may be chosen follows the account's scope."""

    indicator = forms.ChoiceField(label="Показатель")

    class Meta:
        model = Statistic
        fields = ("municipality", "school", "year", "indicator", "numerator", "denominator", "date", "source")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = user.access.scope("statistics", change=True)
        self.fields["indicator"].choices = list(entered_titles().items())  # type: ignore[attr-defined]
        schools = School.objects.filter(scope.q(municipality="municipality", school="pk"))
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]
        self.fields["municipality"].queryset = Municipality.objects.filter(  # type: ignore[attr-defined]
            pk__in={*scope.municipalities, *schools.values_list("municipality", flat=True)}
        )
        if self.fields["municipality"].queryset.count() == 1:  # type: ignore[attr-defined]
            self.fields["municipality"].empty_label = None  # type: ignore[attr-defined]
        if not (scope.municipalities or scope.everywhere):
            self.fields["school"].required = True
            self.fields["school"].empty_label = None  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A school belongs to the municipality that is named."""
        data = super().clean() or {}
        school, municipality = data.get("school"), data.get("municipality")
        if school and municipality and school.municipality_id != municipality.pk:
            self.add_error("school", "Эта школа — другого муниципалитета.")
        return data


class SnapshotForm(PortalForm):
    """Of which programme and day the indicators are fixed."""

    programme = forms.ModelChoiceField(
        Programme.objects.none(), label="Программа", to_field_name="code", empty_label=None
    )
    as_of = forms.DateField(label="На дату")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.visible_to(user, "snapshots")  # type: ignore[attr-defined]


class OverrideForm(PortalForm):
    """A rule of a school's class answered by hand."""

    year = forms.CharField(label="Учебный год", widget=forms.HiddenInput)
    rule = forms.ChoiceField(label="Признак", choices=[("", "Выберите признак"), *ClassRule.choices])
    value = forms.TypedChoiceField(
        label="Установить",
        choices=[("yes", "да"), ("no", "нет")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Основание",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Его увидит и школа: не называйте здесь других школ и их показателей.",
    )

    def clean_year(self) -> int:
        """«2025/2026» as the portal counts years."""
        try:
            return years.parse(self.cleaned_data["year"])
        except ValueError as error:
            raise forms.ValidationError("Учебный год пишется так: 2025/2026.") from error


class SettingForm(forms.ModelForm):
    """A new value of a threshold in the admin; what is over is not changed any more."""

    code = forms.ChoiceField(
        label="Порог", choices=[(code, f"{rule.words} ({code})") for code, rule in RULES.items()]
    )
    value = forms.DecimalField(label="Значение", max_digits=12, decimal_places=4, localize=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reason" in self.fields:  # a page that only shows has none
            self.fields["reason"].required = True
            self.fields["reason"].help_text = "Кто и почему так решил."
            self.fields["from_date"].initial = timezone.localdate()

    def clean_from_date(self) -> date:
        """A day that is over has been shown with the value that held then."""
        day, today = self.cleaned_data["from_date"], timezone.localdate()
        if day < today:
            raise forms.ValidationError(
                f"Прошлое не переписывается: новое значение действует с сегодняшнего дня ({today:%d.%m.%Y}) "
                "или позже."
            )
        return day
