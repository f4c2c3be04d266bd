"""What a reader of the diagnostics has chosen and may see: municipality, day, schools, subject, names."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.http import Http404, QueryDict
from django.utils import timezone

from mentorship.spreadsheets.words import fold
from reports.record.diagnostics import low_results_of, sees_names
from reports.record.growth_masks import NO_SUBJECT, GroupKey, Place
from schools import years
from schools.forms import PortalForm
from schools.models import Municipality, School, Subject, User

AREA = "diagnostics"
WITHOUT_SUBJECT = "без предмета"
YEARS_OFFERED = 6


class DiagnosticsForm(PortalForm):
    """The filters; the choices are those of the reader's scope."""

    municipality = forms.ChoiceField(label="Муниципалитет", required=False)
    year = forms.ChoiceField(label="Учебный год", required=False)
    as_of = forms.DateField(label="На дату", required=False)
    school = forms.ChoiceField(label="Школа", required=False)
    subject = forms.ChoiceField(label="Предмет", required=False)
    low = forms.BooleanField(
        label="Только ШНОР", required=False, widget=forms.CheckboxInput(attrs={"value": "1"})
    )

    def __init__(self, *args: Any, offered: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, pairs in offered.items():
            self.fields[name].choices = pairs  # type: ignore[attr-defined]
        for name in ("municipality", "school"):
            if sum(bool(value) for value, _ in offered[name]) < 2:  # noqa: PLR2004 - one is no choice
                del self.fields[name]


@dataclass
class Choice:
    """The choice; `schools` are those the reader reaches, `shown` those that the filters leave."""

    form: forms.BaseForm
    municipality: Municipality | None
    on: date
    schools: list[School] = field(default_factory=list)
    low: set[int] = field(default_factory=set)
    school: School | None = None
    subject: int | None = None
    only_low: bool = False
    is_own: bool = False
    has_names: bool = False

    @property
    def year(self) -> int:
        """The school year of the day."""
        return years.year_of(self.on)

    @property
    def shown(self) -> list[School]:
        """The schools that the filters leave."""
        return [
            school
            for school in self.schools
            if self.school in (None, school) and (school.pk in self.low or not self.only_low)
        ]

    @property
    def place(self) -> Place | int:
        """What the shown schools are together, for the rule of hidden groups."""
        if self.school:
            return self.school.pk
        return Place.LOW if self.only_low else Place.ALL

    def key(self, school: School | None = None, subject: int | None = None) -> GroupKey:
        """The group of a line: the shown schools or one of them, the chosen subject or one of all."""
        chosen = self.subject if subject is None else subject
        return GroupKey(self.place if school is None else school.pk, chosen)

    @property
    def refusal(self) -> str:
        """What is wrong with the address, in sentences; "" where nothing is."""
        return " ".join(str(message) for messages in self.form.errors.values() for message in messages)


def municipalities_of(user: User, area: str) -> list[Municipality]:
    """The municipalities in which an area opens to the user, also where as numbers only."""
    scope = user.access.scope(area, counts=True)
    if scope.everywhere:
        return list(Municipality.objects.all())
    reached = Q(pk__in=scope.municipalities) | Q(schools__in=scope.schools)
    return list(Municipality.objects.filter(reached).distinct())


def chosen_municipality(places: list[Municipality], words: str) -> Municipality | None:
    """The municipality of that name, the first without one; one out of sight is 404."""
    if not words:
        return places[0] if places else None
    found = next((place for place in places if place.key == fold(words)), None)
    if found is None:
        raise Http404("Такого муниципалитета нет среди ваших.")
    return found


def choice_of(user: User, data: QueryDict) -> Choice:
    """Read the address; what is not given or not understood falls back to today and to everything."""
    places = municipalities_of(user, AREA)
    place = chosen_municipality(places, data.get("municipality", ""))
    schools = _schools_of(user, place)
    subjects = {subject.name: subject.pk for subject in Subject.objects.all()}
    has_names = place is not None and _sees_all(user, place, schools)
    form = _form(data, places, schools, list(subjects))
    if not has_names:
        # from the means of two near days the few who were tested between them could be told
        del form.fields["as_of"]
    chosen = form.cleaned_data if form.is_valid() else {}
    on = chosen_day(chosen)
    _show_day(form, on)
    school = _school(schools, data.get("school", ""))
    return Choice(
        form=form,
        municipality=place,
        on=on,
        schools=schools,
        low=low_results_of(place.pk, on) if place else set(),
        school=school,
        subject={**subjects, WITHOUT_SUBJECT: NO_SUBJECT}.get(chosen.get("subject", "")),
        only_low=bool(chosen.get("low")),
        is_own=_is_own(user, place),
        has_names=has_names,
    )


def chosen_day(chosen: dict[str, Any]) -> date:
    """The day of the year that is chosen; without one its last day, of the running one today.

    A day outside the chosen year gives way to the year: who changes the year means it.
    """
    today = timezone.localdate()
    day = chosen.get("as_of")
    if not chosen.get("year"):
        return day or today
    year = years.parse(chosen["year"])
    if day and years.year_of(day) == year:
        return day
    return min(years.last_day(year), today)


def _schools_of(user: User, place: Municipality | None) -> list[School]:
    reached = user.access.scope(AREA, counts=True).q(municipality="municipality", school="pk")
    return list(School.objects.filter(reached, municipality=place)) if place else []


def _sees_all(user: User, place: Municipality, schools: list[School]) -> bool:
    """Whether everyone of the schools is seen by name."""
    own = [sees_names(user, place.pk, school.pk) for school in schools]
    return sees_names(user, place.pk) or (bool(own) and all(own))


def _is_own(user: User, place: Municipality | None) -> bool:
    scope = user.access.scope(AREA, counts=True)
    return place is not None and not scope.reaches(municipality=place.pk)


def _school(schools: list[School], code: str) -> School | None:
    if not code:
        return None
    found = next((school for school in schools if school.code == code), None)
    if found is None:
        raise Http404("Такой школы нет среди тех, что вам видны.")
    return found


def _form(
    data: QueryDict, places: list[Municipality], schools: list[School], subjects: list[str]
) -> DiagnosticsForm:
    this_year = years.year_of(timezone.localdate())
    labels = [years.label(year) for year in range(this_year, this_year - YEARS_OFFERED, -1)]
    offered = {
        "municipality": [(place.name, place.name) for place in places],
        "year": [("", "По дате"), *((label, label) for label in labels)],
        "school": [("", "Все школы"), *((school.code, school.name) for school in schools)],
        "subject": [("", "Все"), *((name, name) for name in (*subjects, WITHOUT_SUBJECT))],
    }
    return DiagnosticsForm(data.dict(), offered=offered)


def _show_day(form: DiagnosticsForm, on: date) -> None:
    """Let the form show the year that is counted, and the day only where one was asked for."""
    if form.errors:
        return
    label = years.label(years.year_of(on))
    offered: Any = form.fields["year"]
    offered.choices = [pair for pair in offered.choices if pair[0]]
    if label not in dict(offered.choices):
        offered.choices = [*offered.choices, (label, label)]
    form.data = {**form.data, "year": label, "as_of": on.isoformat() if form.data.get("as_of") else ""}
