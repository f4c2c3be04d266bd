"""Counts that are kept: read where they hold, counted anew where an answer has changed, rebuilt, compared.

Who changes answers says so in the same transaction (`Tally.objects.touch`); who counts holds the row. So an
answer is in the figures of the next page that is opened.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction

from schools.models import Municipality
from surveys.catalogue import FormDefinition
from surveys.enums import Phase
from surveys.models import Response, Tally
from surveys.models.tallies import Place, print_of
from surveys.results.counted import Counted, questions_mark
from surveys.results.groups import Group
from surveys.results.questions import published_forms
from surveys.results.sheets import Counts, sheets_of

# Each is counted from all its answers: of a whole country only some can be.
RECOUNTED = 60

Forms = Mapping[str, FormDefinition]


def counts_of(group: Group, forms: Forms) -> Counts:
    """The kept counts of a whole municipality; of a school, and of everybody, the sheets are read.

    Masks of a school depend on the schools beside it, of which nothing is kept.
    """
    if group.municipality is None or group.school is not None:
        return sheets_of(group, forms)
    place = Place(group.municipality.pk, group.role, group.year)
    mark = questions_mark(forms)
    known = Tally.objects.at(place).first()
    if known is not None and known.holds(mark, print_of(place)):
        return Counted.read(known.figures)
    return Counted.read(_recount(group, place, forms, mark))


@transaction.atomic
def _recount(group: Group, place: Place, forms: Forms, mark: str) -> dict[str, Any]:
    """Count and keep, unless somebody else has done so while this waited for the row."""
    Tally.objects.begin(place)
    [held] = Tally.objects.at(place).select_for_update(of=("self",))
    now = print_of(place)
    if not held.holds(mark, now):
        held.keep(_counted(group, forms), mark, now)
    return held.figures


def _counted(group: Group, forms: Forms) -> dict[str, Any]:
    return Counted.of(sheets_of(group, forms), forms[Phase.AFTER]).as_json()


def rebuild() -> int:
    """Throw the kept counts away and count every place that has answers; return how many there are."""
    Tally.objects.all().delete()
    rows = Response.objects.exclude(phase=Phase.ONCE).order_by()
    places = {Place(*row) for row in rows.values_list("municipality", "role", "year").distinct()}
    for place in sorted(places):
        counts_of(_group_of(place), published_forms(place.role))
    return len(places)


def wrong_ones() -> Iterator[Tally]:
    """Kept counts that say they hold, and are not those of the answers: so many of the latest years."""
    rows = Tally.objects.select_related("municipality").order_by("-year", "municipality", "role")
    for row in rows[:RECOUNTED]:
        forms = published_forms(row.role)
        if row.holds(questions_mark(forms), print_of(row.place)):
            group = Group(row.role, row.year, row.municipality)
            if row.figures != _counted(group, forms):
                yield row


def _group_of(place: Place) -> Group:
    return Group(place.role, place.year, Municipality.objects.get(pk=place.municipality))
