"""Whose data the bank no longer needs (settings.PRIVACY_DUE)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F

from mentorship.bank.enums import MentorState
from schools.models import Person


def rejected(people: Any) -> Iterable[tuple[Person, date]]:
    """Candidates who were not taken into the bank and are no teachers of a school."""
    rows = people.filter(mentor__state=MentorState.REJECTED, is_teacher=False)
    return [(person, person.since) for person in rows.annotate(since=F("mentor__state_date"))]
