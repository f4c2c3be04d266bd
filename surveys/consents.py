"""Consent to processing at the door of a questionnaire (domain.md §4.6, §5.6).

A consent that was withdrawn bars new answers until it is given anew. One that nobody has recorded yet is
asked for on a page of its own, never on the sheet of the form, and bars publication alone (contract §3).
"""

from collections.abc import Collection
from enum import Enum, auto

from django.core.exceptions import ValidationError

from mentorship.prepared import Prepared, Slot
from schools.enums import ConsentKind
from schools.models import Consent, Person

WITHDRAWN = (
    "Согласие на обработку персональных данных отозвано: ответы не принимаются, пока его не дадут снова."
)


# The days on which each consent of a person was taken back, None where it holds.
_WITHDRAWN_DAYS = Prepared(
    lambda: (
        Consent.objects.filter(person=Slot("person"), kind=ConsentKind.PROCESSING)
        .order_by()
        .values_list("withdrawn_date")
    )
)


class Consented(Enum):
    """What is recorded of a person's consent to processing."""

    NEVER = auto()
    GIVEN = auto()
    WITHDRAWN = auto()


def check_not_withdrawn(person: Person) -> None:
    """Raise ValidationError where the person has taken the consent back."""
    if consented(person) == Consented.WITHDRAWN:
        raise ValidationError(WITHDRAWN)


def withdrawn_among(people: Collection[int]) -> set[int]:
    """Return who has taken the consent back and not given it anew; one query."""
    rows = Consent.objects.filter(person__in=people, kind=ConsentKind.PROCESSING)
    held = list(rows.values_list("person", "withdrawn_date"))
    return {person for person, _ in held} - {person for person, day in held if day is None}


def consented(person: Person) -> Consented:
    """What is recorded of one person; one query."""
    days = _WITHDRAWN_DAYS.rows(person=person.pk)
    if not days:
        return Consented.NEVER
    return Consented.GIVEN if (None,) in days else Consented.WITHDRAWN
