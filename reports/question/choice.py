"""The question as it stands in the address: what is counted, rows, columns, the year, the municipality."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.http import urlencode

from reports.list_forms import PlacedForm, year_choices
from reports.question.enums import ALLOWED, Dimension, Measure
from reports.thresholds import thresholds
from schools import years
from schools.models import Municipality, School, User

AREA = "question"
YEARS = 5
ALL_YEARS = "Все пять лет"
DEFAULTS = {"measure": "people", "rows": "school", "columns": "role"}


class QuestionForm(PlacedForm):
    """What is asked; a measure has its own rows and columns."""

    measure = forms.ChoiceField(label="Что считать", choices=Measure.choices)
    rows = forms.ChoiceField(label="В строках", choices=Dimension.choices)
    columns = forms.ChoiceField(
        label="В столбцах", choices=[("", "Только итог"), *Dimension.choices], required=False
    )
    year = forms.ChoiceField(label="Учебный год", required=False)

    field_order = ("measure", "rows", "columns", "year", "municipality")

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = year_choices(range(this_year - YEARS + 1, this_year + 1))
        self.fields["year"].choices = [("", ALL_YEARS), *offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Rows and columns that the measure has, and not the same twice."""
        data = super().clean() or {}
        allowed = ALLOWED.get(data.get("measure", ""))
        if allowed is None:
            return data
        names = ", ".join(str(one.label).lower() for one in allowed)
        for name in ("rows", "columns"):
            if data.get(name) and data[name] not in allowed:
                self.add_error(name, f"Это можно разбить так: {names}.")
        if data.get("rows") and data.get("rows") == data.get("columns"):
            self.add_error("columns", "В строках и столбцах — одно и то же: выберите другое.")
        return data


@dataclass(frozen=True)
class Question:
    """A question that has been understood; `schools` are those within the reader's reach."""

    measure: str
    rows: str
    columns: str
    years: list[int]
    on: date
    place: Municipality
    schools: dict[int, School]
    is_whole: bool
    is_masked: bool
    k: int
    year: str = ""

    @property
    def query(self) -> str:
        """The same question for an address; no school and no person stands in it."""
        asked = {"measure": self.measure, "rows": self.rows, "columns": self.columns, "year": self.year}
        return urlencode({**asked, "municipality": str(self.place.pk)})

    @property
    def title(self) -> str:
        """«Участники пар: школа × роль, 2025/2026»."""
        split = " × ".join(str(Dimension(name).label).lower() for name in (self.rows, self.columns) if name)
        return f"{Measure(self.measure).label}: {split}, {self.year or ALL_YEARS.lower()}"


def form_of(user: User, data: QueryDict, on: date) -> tuple[QuestionForm, list[Municipality]]:
    """The form filled from the address, and the municipalities it offers."""
    places = list(Municipality.objects.visible_to(user, AREA).order_by("key"))
    given = {**DEFAULTS, "year": years.label(years.year_of(on))} if not data else {}
    asked = {name: value for name, value in data.items() if name != "municipality" or len(places) > 1}
    if places:
        asked.setdefault("municipality", str(places[0].pk))
    return QuestionForm({**given, **asked}, places=places, this_year=years.year_of(on)), places


def question_of(user: User, form: QuestionForm, places: list[Municipality], on: date) -> Question:
    """The question of a form that is valid; ValidationError where the reader reaches no municipality."""
    chosen = form.cleaned_data
    place = next(
        (one for one in places if str(one.pk) == chosen.get("municipality")), next(iter(places), None)
    )
    if place is None:
        raise ValidationError("Вам пока не видно ни одного муниципалитета.")
    is_whole = user.access.scope(AREA).reaches(municipality=place.pk)
    reached = School.objects.visible_to(user, AREA).filter(municipality=place)
    schools = {school.pk: school for school in reached.order_by("name_key")}
    named = user.access.scope("pairs")
    sees_names = named.reaches(municipality=place.pk) or (
        not is_whole and all(named.reaches(school=key) for key in schools)
    )
    this_year = years.year_of(on)
    wanted = (
        [years.parse(chosen["year"])] if chosen["year"] else list(range(this_year - YEARS + 1, this_year + 1))
    )
    k = int(thresholds(on, place.pk)["minimum_group"])
    return Question(
        chosen["measure"], chosen["rows"], chosen["columns"], wanted, on, place, schools, is_whole,
        not sees_names, k, chosen["year"],
    )  # fmt: skip
