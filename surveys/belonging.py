"""The school of a respondent on a day, by the history of work."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import F

from mentorship.prepared import Prepared, Slot
from schools.models import Employment, Person

# SQLite takes 999 parameters a statement.
BATCH = 900

_WORK = Prepared(
    lambda: Employment.objects.filter(person=Slot("person")).order_by(F("start_date").asc(nulls_first=True))
)


def school_on(person: Person, on: date) -> int | None:
    """Return the pk of the person's school on the day; one query."""
    return held_on(_WORK.rows(person=person.pk), on, person.school_id)


def employments_of(people: Sequence[int]) -> dict[int, list[Employment]]:
    """Return the places of work by person, in a few queries."""
    rows: dict[int, list[Employment]] = {}
    for start in range(0, len(people), BATCH):
        for row in Employment.objects.filter(person__in=people[start : start + BATCH]):
            rows.setdefault(row.person_id, []).append(row)
    return rows


def held_on(rows: Iterable[Employment], on: date, now: int | None) -> int | None:
    """Return the school that holds on the day; `now`, the present one, where the history says nothing."""
    for row in rows:
        has_begun = row.start_date is None or row.start_date <= on
        if has_begun and (row.end_date is None or row.end_date > on):
            return row.school_id
    return now
