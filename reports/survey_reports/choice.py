"""Whose questionnaires the reader has chosen: role, year, municipality, school; all in the address."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, QueryDict

from reports.thresholds import thresholds
from schools import years
from schools.forms import PortalForm
from schools.models import Municipality, School, User
from surveys.enums import Respondent
from surveys.models import Campaign
from surveys.results import Group, Rules

AREA = "survey_reports"
ROLES = [(Respondent.MENTEE, "Наставляемые"), (Respondent.MENTOR, "Наставники")]
WHOLE = "Весь муниципалитет"


class SurveyFilterForm(PortalForm):
    """Whose answers of which year; the choices are those of the reader's scope."""

    role = forms.ChoiceField(label="Чьи анкеты", choices=ROLES, required=False)
    year = forms.TypedChoiceField(label="Учебный год", coerce=int, required=False)
    school = forms.ChoiceField(label="Школа", required=False)
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label="Муниципалитет", required=False, empty_label=None
    )

    def __init__(
        self, *args: Any, known: list[int], municipalities: QuerySet[Municipality], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, years.label(year)) for year in known]  # type: ignore[attr-defined]
        self.fields["municipality"].queryset = municipalities  # type: ignore[attr-defined]
        if len(municipalities) < 2:  # noqa: PLR2004 - nothing to choose from
            del self.fields["municipality"]

    def offer(self, schools: list[School], *, own: bool) -> None:
        """Let one of the schools be chosen, or the whole municipality where the reader sees it."""
        choices = [(school.code, school.name) for school in schools]
        whole = [] if own else [("", WHOLE)]
        self.fields["school"].choices = whole + choices  # type: ignore[attr-defined]
        if len(whole + choices) < 2:  # noqa: PLR2004 - nothing to choose from
            del self.fields["school"]


@dataclass(frozen=True)
class Choice:
    """What is looked at; `schools` are those the reader may choose, `is_own` says that there is no more."""

    group: Group
    form: SurveyFilterForm
    rules: Rules
    schools: list[School]
    is_own: bool
    known_years: list[int]
    single_title: str = ""  # of a form that is asked once

    @property
    def role_words(self) -> str:
        """«Наставляемые»."""
        return dict(ROLES)[Respondent(self.group.role)]

    @property
    def place(self) -> str:
        """The school, or the municipality."""
        return str(self.group.school or self.group.municipality or "")

    @property
    def in_words(self) -> str:
        """«Наставляемые, 2025/2026, Лесной район»: stands in every export."""
        return ", ".join(
            filter(None, (self.single_title or self.role_words, years.label(self.group.year), self.place))
        )

    @property
    def file_stem(self) -> str:
        """What its files are called, in ASCII."""
        school = f"-{self.group.school.pk}" if self.group.school else ""
        return f"{self.group.role}-{years.label(self.group.year).replace('/', '-')}{school}"

    @property
    def query(self) -> str:
        """The same choice for an address."""
        found = QueryDict(mutable=True)
        found["year"] = str(self.group.year)
        if not self.group.form:
            found["role"] = self.group.role
        if self.group.municipality and "municipality" in self.form.fields:
            found["municipality"] = str(self.group.municipality.pk)
        if self.group.school:
            found["school"] = self.group.school.code
        if self.group.form:
            found["form"] = self.group.form
        return found.urlencode()


def choice_of(user: User, data: QueryDict, on: date) -> Choice:
    """Read the address; what is not given is the first choice, a place out of the scope is 404."""
    places = Municipality.objects.visible_to(user, AREA)
    stored = set(Campaign.objects.filter(municipality__in=places).order_by().values_list("year", flat=True))
    this_year = years.year_of(on)
    known = sorted({this_year, *stored}, reverse=True)
    latest = this_year if this_year in stored else max(stored, default=this_year)
    form = SurveyFilterForm({"year": latest, **data.dict()}, known=known, municipalities=places)
    form.is_valid()
    if "municipality" in form.errors:
        raise Http404("Такого муниципалитета нет среди ваших.")
    chosen = form.cleaned_data
    place = chosen.get("municipality") or places.first()
    schools, own = _schools(user, place)
    form.offer(schools, own=own)
    group = Group(
        chosen.get("role") or Respondent.MENTEE,
        chosen.get("year") or latest,
        place,
        _school(data.get("school", ""), schools, own=own),
    )
    rules = rules_on(on, place.pk if place else None)
    return Choice(group, form, rules, schools, own, known)


def rules_on(on: date, municipality: int | None) -> Rules:
    """The settings of a municipality that the figures depend on, in force on the day."""
    held = thresholds(on, municipality)
    return Rules(int(held["minimum_group"]), int(held["satisfied_from"]))


def _schools(user: User, place: Municipality | None) -> tuple[list[School], bool]:
    """Schools that may be chosen, and whether the reader sees no more than these."""
    if place is None:
        return [], True
    scope, rows = user.access.scope(AREA), School.objects.filter(municipality=place)
    if scope.everywhere or place.pk in scope.municipalities:
        return list(rows), False
    return list(rows.filter(pk__in=scope.schools)), True


def _school(code: str, schools: list[School], *, own: bool) -> School | None:
    """The school named, the first of the own ones; each own school stands alone, never several as one."""
    if code:
        found = next((school for school in schools if school.code == code), None)
        if found is None:
            raise Http404("Такой школы нет среди тех, что вам видны.")
        return found
    if not own:
        return None
    if not schools:
        raise Http404("Вашей школы здесь нет.")
    return schools[0]
