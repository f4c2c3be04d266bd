"""What the list of pairs is narrowed by: number or name, state, what it waits for, school, school year."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest

from mentorship.pairs.enums import PairState
from mentorship.pairs.life.pulse import low_pulses
from mentorship.pairs.models import Pair
from schools import years
from schools.forms import PortalForm
from schools.limits import LONGEST_SEARCH
from schools.models import School
from schools.school_choice import SchoolFilter

YEARS_OFFERED = 5
# What a pair may wait for; the tasks of the workplace lead here.
WAITS = {
    "order": "приказа",
    "start": "начала работы",
    "meeting": "встречи дольше 30 дней",
    "completion": "завершения",
    "ending": "решения о расторжении",
    "first": "первой встречи",
    "pulse": "ответа на низкий пульс",
    "mentor": "ответа наставника",
    "mentee": "ответа наставляемого",
}


def _schools(request: HttpRequest) -> QuerySet[School]:
    """The schools whose pairs the account sees."""
    return School.objects.visible_to(request.user, area="pairs")


class PairFilter(django_filters.FilterSet):
    """The form over the list; everything stands in the address."""

    q = django_filters.CharFilter(method="by_name", label="№ пары или фамилия", max_length=LONGEST_SEARCH)
    state = django_filters.ChoiceFilter(choices=PairState.choices, label="Состояние", empty_label="любое")
    wait = django_filters.ChoiceFilter(
        choices=list(WAITS.items()), method="by_wait", label="Ждёт", empty_label="не важно"
    )
    school = SchoolFilter(queryset=_schools, method="by_school", label="Школа", empty_label="все школы")
    year = django_filters.ChoiceFilter(method="by_year", label="Учебный год", empty_label="все годы")

    class Meta:
        model = Pair
        fields: list[str] = []
        form = PortalForm

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        this_year = years.year_of(on)
        offered = range(this_year, this_year - YEARS_OFFERED, -1)
        self.filters["year"].extra["choices"] = [(year, years.label(year)) for year in offered]

    def by_name(self, pairs: Any, _: str, text: str) -> Any:
        """Number or people's names, whatever the spelling."""
        return pairs.named(text)

    def by_wait(self, pairs: Any, _: str, wait: str) -> Any:
        """Pairs that stand still for the same reason."""
        if wait == "meeting":
            return pairs.silent(self.on)
        if wait in ("completion", "ending"):
            return pairs.to_complete() if wait == "completion" else pairs.to_dissolve()
        if wait == "first":
            return pairs.unmet(self.on)
        if wait == "pulse":
            return pairs.filter(pk__in=low_pulses(self.request.user).values("pair"))
        if wait in ("mentor", "mentee"):
            return pairs.unanswered(self.on, by_mentor=wait == "mentor")
        return pairs.filter(state=PairState.AGREED if wait == "order" else PairState.ORDERED)

    def by_school(self, pairs: Any, _: str, school: School) -> Any:
        """The mentor's or a mentee's school."""
        return pairs.of_school(school.pk)

    def by_year(self, pairs: Any, _: str, year: str) -> Any:
        """At least one day of work in the year."""
        return pairs.touching_year(int(year))
