"""What the pages of indicators ask of a reader: the programme spoken of, what may be seen by name."""

from django.http import Http404, HttpRequest

from mentorship.programmes.models import Programme
from reports.indicators.readings import Reading, read_indicators
from reports.record.diagnostics import sees_names
from reports.selection import Selection
from schools.models import User


def programme_or_404(selection: Selection) -> Programme:
    """The programme of the choice."""
    if selection.programme is None:
        raise Http404("Программы ещё нет.")
    return selection.programme


def sees_pairs(request: HttpRequest, selection: Selection) -> bool:
    """Whether the reader sees the pairs of the choice by name; a role held elsewhere opens nothing here."""
    place = programme_or_404(selection).municipality_id
    scope = request.user.access.scope("pairs")  # type: ignore[union-attr]
    return scope.reaches(municipality=place, school=selection.school.pk if selection.school else None)


def sees_testings(request: HttpRequest, selection: Selection) -> bool:
    """Whether the reader sees the teachers of the choice, and how they were tested, by name."""
    user: User = request.user  # type: ignore[assignment]  # the views let in nobody else
    place = programme_or_404(selection).municipality_id
    return sees_names(user, place, selection.school.pk if selection.school else None)


def readings_of(request: HttpRequest, selection: Selection) -> list[Reading]:
    """The one way of JSON and Excel to the indicators of the choice."""
    has_names = sees_testings(request, selection)
    return read_indicators(programme_or_404(selection), selection.on, selection.school, has_names=has_names)
