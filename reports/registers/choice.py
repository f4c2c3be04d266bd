"""What a reader of the registers has chosen and may see: school year, school, people."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from schools import years
from schools.access import Scope
from schools.enums import ConsentKind
from schools.forms import PortalForm
from schools.models import Consent, Municipality, Person, School, User

AREA = "registers"
YEARS_OFFERED = 8
MARK = "Содержит персональные данные. Передавать только тем, кому они нужны по работе."


class RegisterForm(PortalForm):
    """The filters; only schools within reach are offered."""

    school = forms.ChoiceField(label="Школа", required=False)
    year = forms.ChoiceField(label="Учебный год", required=False)

    def __init__(self, *args: Any, schools: list[School], this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, Any] = self.fields
        offered["school"].choices = [("", "Все школы"), *((row.code, row.name) for row in schools)]
        labels = [years.label(this_year - back) for back in range(YEARS_OFFERED)]
        offered["year"].choices = [(label, label) for label in labels]
        if len(schools) < 2:  # noqa: PLR2004 - one is no choice
            del self.fields["school"]


@dataclass(frozen=True)
class Choice:
    """The choice; `school` None is every school within reach, `is_understood` False shows nobody."""

    form: RegisterForm
    scope: Scope
    on: date
    year: int
    school: str = ""
    is_understood: bool = True

    def of(self, person: str) -> Q:
        """The condition that the person at a path is within reach and of the chosen school.

        Who has withdrawn the consent to processing stands in no register.
        """
        if not self.is_understood:
            return Q(pk__in=[])
        reached = self.scope.q(municipality=f"{person}municipality", school=f"{person}school")
        if self.school:
            reached &= Q(**{f"{person}school__code": self.school})
        return Q(reached, ~Exists(withdrawn(f"{person}pk")))

    @property
    def noted(self) -> dict[str, str]:
        """The filters for the journal."""
        return {"year": years.label(self.year), "school": self.school}


def withdrawn(person: str) -> QuerySet[Consent]:
    """Consents to processing that a person (at a path of the outer query) has withdrawn and not renewed."""
    processing = Consent.objects.filter(kind=ConsentKind.PROCESSING)
    live = processing.filter(person=OuterRef("person"), withdrawn_date__isnull=True)
    return processing.filter(~Exists(live), person=OuterRef(person), withdrawn_date__isnull=False)


def choice_of(user: User, data: QueryDict, *, counts: bool = False) -> Choice:
    """Read the address: without a year the running one; what is out of reach or not a year shows nobody."""
    on = timezone.localdate()
    scope = user.access.scope(AREA, counts=counts)
    reached = School.objects.filter(scope.q(municipality="municipality", school="pk"))
    asked = {"year": years.label(years.year_of(on)), **{name: value for name, value in data.items() if value}}
    form = RegisterForm(asked, schools=list(reached), this_year=years.year_of(on))
    if not form.is_valid() or _is_foreign(form, data, reached):
        return Choice(form, scope, on, years.year_of(on), is_understood=False)
    chosen = form.cleaned_data
    return Choice(form, scope, on, years.parse(chosen["year"]), data.get("school", ""))


def choice_of_all(municipality: Municipality | None, on: date) -> Choice:
    """The running school year of a whole municipality (None: of the portal), for files without a page."""
    scope = Scope(municipalities=frozenset({municipality.pk})) if municipality else Scope(everywhere=True)
    year = years.year_of(on)
    return Choice(RegisterForm({}, schools=[], this_year=year), scope, on, year)


def _is_foreign(form: RegisterForm, data: QueryDict, reached: QuerySet[School]) -> bool:
    """Whether the address names a school out of reach where the form offers no choice."""
    code = data.get("school", "")
    return bool(code) and "school" not in form.fields and not reached.filter(code=code).exists()


def people_of(choice: Choice) -> QuerySet[Person]:
    """Everybody within reach, whatever the chosen year and school."""
    reached = choice.scope.q(municipality="municipality", school="school")
    return Person.objects.filter(reached, ~Exists(withdrawn("pk"))).order_by(F("name_key"), "pk")
