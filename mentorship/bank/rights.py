"""What an account is to a mentor or to the person of a request (contract §2, domain.md §4.1 and §4.2)."""

from enum import Enum, auto

from django.db.models import QuerySet

from mentorship.bank.models import MenteeRequest
from schools.enums import Role
from schools.models import Person, School, User


class Actor(Enum):
    """Who may act; an account can be several at once."""

    METHODIST = auto()
    # decides on mentors beside the methodist, changes nothing else
    HEAD = auto()
    CURATOR = auto()
    SELF = auto()
    # of the school whose management team asks
    DIRECTOR = auto()


# Actors who answer for others, not for themselves.
DESK = frozenset({Actor.METHODIST, Actor.CURATOR})


def actors_of(user: User, person: Person, area: str) -> frozenset[Actor]:
    """What the account is to the person, of what it may change in the area: «apply» or «requests»."""
    scope = user.access.scope(area, change=True)
    held = {
        Actor.HEAD: area == "apply" and _heads(user, person),
        Actor.METHODIST: scope.everywhere or person.municipality_id in scope.municipalities,
        Actor.CURATOR: person.school_id is not None and person.school_id in scope.schools,
        Actor.SELF: scope.person is not None and scope.person == person.pk,
    }
    return frozenset(actor for actor, holds in held.items() if holds)


def _heads(user: User, person: Person) -> bool:
    """Whether the account is the head of the centre in the person's municipality."""
    return any(
        held.role == Role.HEAD and held.municipality in (None, person.municipality_id)
        for held in user.access.held
    )


def actors_of_request(user: User, row: MenteeRequest) -> frozenset[Actor]:
    """The same for a request: the director has a say in that of the own school's team."""
    actors = actors_of(user, row.person, "requests")
    if row.is_team and row.person.school_id in _led_by(user):
        return actors | {Actor.DIRECTOR}
    return actors


def team_schools(user: User) -> QuerySet[School]:
    """The schools for whose management team the account may ask; none for who may not."""
    scope = user.access.scope("requests", change=True)
    reached = scope.q(municipality="municipality", school="pk")
    return School.objects.filter(reached) | School.objects.filter(pk__in=_led_by(user))


def _led_by(user: User) -> set[int]:
    return {held.school for held in user.access.held if held.role == Role.DIRECTOR and held.school}
