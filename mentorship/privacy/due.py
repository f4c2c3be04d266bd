"""What is to be destroyed and by when: people whose data somebody has to decide about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.module_loading import import_string

from mentorship.privacy.retention import Term, terms
from schools.enums import ConsentKind
from schools.models import Consent, Person, User


@dataclass(frozen=True)
class Due:
    """One person's data with the day by which they are to be destroyed."""

    person: Person
    term: Term
    since: date
    by: date

    def is_overdue(self, on: date) -> bool:
        """Whether the day has passed."""
        return self.by < on


def due_list(user: User, on: date) -> list[Due]:
    """Whose data are to be destroyed within the user's scope, the soonest first."""
    return due_among(Person.objects.visible_to(user, "privacy"), on)


def due_among(everybody: Any, on: date) -> list[Due]:
    """Whose data of these people are to be destroyed, the soonest first."""
    people = everybody.select_related("school", "municipality")
    found: dict[int, Due] = {}
    for code, rows in _sources(on):
        term = terms()[code]
        for person, since in rows(people):
            held = Due(person, term, since, since + timedelta(days=term.days))
            if person.pk not in found or held.by < found[person.pk].by:
                found[person.pk] = held
    return sorted(found.values(), key=lambda item: (item.by, item.person.name_key))


Rows = Callable[[Any], Iterable[tuple[Person, date]]]


def _sources(on: date) -> list[tuple[str, Rows]]:
    """The kinds of this layer, then those that upper apps know of (settings.PRIVACY_DUE)."""
    own: list[tuple[str, Rows]] = [
        ("withdrawn", withdrawn),
        ("unused_invitation", lambda people: unused_invitations(people, on)),
        ("closed_account", closed_accounts),
    ]
    return [*own, *((code, import_string(path)) for code, path in settings.PRIVACY_DUE.items())]


def withdrawn(people: Any) -> Iterable[tuple[Person, date]]:
    """Those who took back the consent to processing and have not given it anew."""
    live = Consent.objects.live().filter(person=OuterRef("pk"), kind=ConsentKind.PROCESSING)
    past = Consent.objects.filter(
        person=OuterRef("pk"), kind=ConsentKind.PROCESSING, withdrawn_date__isnull=False
    ).order_by("-withdrawn_date")
    rows = people.filter(~Exists(live), Exists(past)).annotate(
        since=Subquery(past.values("withdrawn_date")[:1])
    )
    return [(person, person.since) for person in rows]


def unused_invitations(people: Any, on: date) -> Iterable[tuple[Person, date]]:
    """Accounts of people of no school that nobody has ever signed in to."""
    term = terms()["unused_invitation"]
    old = on - timedelta(days=term.days)
    rows = people.filter(
        user__last_login__isnull=True, user__date_joined__date__lte=old, is_teacher=False
    ).annotate(since=F("user__date_joined__date"))
    return [(person, person.since) for person in rows]


def closed_accounts(people: Any) -> Iterable[tuple[Person, date]]:
    """People of no school whose account is closed."""
    rows = people.filter(Q(school__isnull=True), user__is_active=False).annotate(
        since=F("user__last_login__date"), made=F("user__date_joined__date")
    )
    return [(person, person.since or person.made) for person in rows]
