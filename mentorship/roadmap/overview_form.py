"""The filters of the department's page and of the lists behind its numbers, all of them in the address."""

from typing import Any

from django import forms

from mentorship.roadmap import overview
from mentorship.roadmap.forms import choice_of_municipality, year_choices
from schools import years
from schools.enums import ListKind
from schools.forms import PortalForm
from schools.models import Municipality


class ScopeForm(PortalForm):
    """Whose roadmaps are spoken of."""

    year = forms.TypedChoiceField(label="Учебный год", coerce=years.parse, required=False, empty_value=None)
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label="Муниципалитет", required=False, empty_label="Все"
    )
    group = forms.ChoiceField(label="Группа школ", required=False, choices=[("", "Все"), *ListKind.choices])
    template = forms.ChoiceField(label="Шаблон", required=False)

    def __init__(
        self,
        *args: Any,
        known_years: list[int],
        municipalities: Any,
        templates: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = year_choices(known_years)  # type: ignore[attr-defined]
        self.fields["template"].choices = [("", "Все"), *templates]  # type: ignore[attr-defined]
        if len(templates) < 2:  # noqa: PLR2004 - one is no choice
            del self.fields["template"]
        choice_of_municipality(self, municipalities)

    def scope(self, user: Any, this_year: int, on: Any) -> overview.Scope:
        """What was asked for; what the form refuses counts as not said."""
        values = self.cleaned_data
        return overview.Scope(
            user=user,
            year=values.get("year") or this_year,
            on=on,
            municipality=values.get("municipality"),
            group=values.get("group", ""),
            template=values.get("template", ""),
        )


class OverviewForm(ScopeForm):
    """The filters over the table of schools."""

    state = forms.ChoiceField(
        label="Состояние карты",
        required=False,
        choices=[
            ("", "Любое"),
            ("running", "действует"),
            ("submitted", "на согласовании"),
            ("draft", "черновик"),
            ("none", "карты нет"),
            ("not_agreed", "не согласована"),
            ("closed", "закрыта"),
        ],
    )
    late = forms.BooleanField(label="Только с просрочкой", required=False)

    @property
    def kept(self) -> dict[str, Any]:
        """Which rows of the table stay: arguments of `HeatMap.listed`."""
        values = self.cleaned_data
        return {"state": values.get("state", ""), "late": values.get("late", False)}


class EventsForm(ScopeForm):
    """The filters over the events behind a number of the table."""

    stage = forms.IntegerField(
        label="Этап", required=False, min_value=1, max_value=99, widget=forms.HiddenInput
    )
    what = forms.ChoiceField(
        label="Мероприятия",
        required=False,
        choices=[("", "все"), ("late", "просроченные"), ("done", "выполненные"), ("open", "невыполненные")],
    )
