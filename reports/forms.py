"""Forms of the reports."""

from typing import Any

from django import forms

from mentorship.programmes.models import Programme
from reports.indicators.registry import REGISTRY, entered_codes
from reports.models import Statistic
from reports.score import CRITERIA, MARKS
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
        self.fields["indicator"].choices = [(code, REGISTRY[code].title) for code in entered_codes()]  # type: ignore[attr-defined]
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


class ScoreForm(PortalForm):
    """The mark of one criterion."""

    criterion = forms.ChoiceField(label="Критерий", choices=list(CRITERIA.items()))
    mark = forms.TypedChoiceField(
        label="Балл", choices=list(MARKS.items()), coerce=int, widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Обоснование", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
