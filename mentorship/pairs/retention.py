"""Whose pairs have ended long ago (settings.PRIVACY_DUE)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q

from mentorship.pairs.enums import LIVE_STATES
from mentorship.pairs.models import PairMember
from schools.models import Person


def finished(people: Any) -> Iterable[tuple[Person, date]]:
    """Participants of ended pairs who no longer work in any school."""
    live = PairMember.objects.filter(
        Q(mentee=OuterRef("pk")) | Q(mentor=OuterRef("pk")), pair__state__in=LIVE_STATES
    )
    rows = people.filter(~Exists(live), school__isnull=True).annotate(
        as_mentee=Max("memberships__end_date"), as_mentor=Max("mentor__memberships__end_date")
    )
    ends = ((person, [day for day in (person.as_mentee, person.as_mentor) if day]) for person in rows)
    return [(person, max(days)) for person, days in ends if days]
