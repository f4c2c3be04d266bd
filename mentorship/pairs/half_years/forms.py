"""Forms of the pages of half-year reports."""

from datetime import date
from typing import Any

from django import forms

from mentorship.pairs.enums import HalfYear, ReportState
from mentorship.pairs.half_years.periods import Span
from mentorship.pairs.half_years.workflow import TEXTS
from mentorship.pairs.models import HalfYearReport
from schools import years
from schools.formfields import ChosenRowsField
from schools.forms import PortalForm, PortalModelForm
from schools.models import School

YEARS_OFFERED = 3
OVERDUE = "overdue"


class ReportForm(PortalModelForm):
    """What the mentor writes; `version` tells whether somebody has changed the report meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = HalfYearReport
        fields = [*TEXTS[:3], "effects", "progress", *TEXTS[3:]]
        field_classes = {"effects": ChosenRowsField}
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 4}) for name in TEXTS},
            "effects": forms.CheckboxSelectMultiple,
            "progress": forms.NumberInput(attrs={"min": 1, "max": 10, "inputmode": "numeric"}),
        }


class ReasonForm(PortalForm):
    """A remark or a reason."""

    words = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label


class PeriodForm(PortalForm):
    """A period to open; the dates are the usual ones until somebody changes them."""

    year = forms.TypedChoiceField(label="Учебный год", coerce=int)
    half = forms.TypedChoiceField(label="Полугодие", choices=HalfYear.choices, coerce=int)
    start = forms.DateField(label="С")
    end = forms.DateField(label="По")
    due = forms.DateField(label="Сдать до")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this_year = years.year_of(on)
        offered = range(this_year, this_year - YEARS_OFFERED, -1)
        self.fields["year"].choices = [(year, years.label(year)) for year in offered]  # type: ignore[attr-defined]

    @property
    def span(self) -> Span:
        """The dates that were typed."""
        data = self.cleaned_data
        return Span(data["start"], data["end"], data["due"])


class ReportFilterForm(PortalForm):
    """What the list of reports is narrowed by."""

    period = forms.IntegerField(widget=forms.HiddenInput, required=False)
    state = forms.ChoiceField(
        label="Состояние",
        required=False,
        choices=[("", "любое"), (OVERDUE, "просрочен"), *ReportState.choices],
    )
    school = forms.ModelChoiceField(
        School.objects.none(), label="Школа наставляемого", required=False, empty_label="все школы"
    )

    def __init__(self, *args: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]
