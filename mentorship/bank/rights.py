"""What an account is to a mentor or to the person of a request (contract §2, domain.md §4.1 and §4.2)."""

from enum import Enum, auto

from schools.models import Person, User


class Actor(Enum):
    """Who may act; an account can be several at once."""

    METHODIST = auto()
    CURATOR = auto()
    SELF = auto()


# Actors who answer for others, not for themselves.
DESK = frozenset({Actor.METHODIST, Actor.CURATOR})


def actors_of(user: User, person: Person, area: str) -> frozenset[Actor]:
    """What the account is to the person, of what it may change in the area: «apply» or «requests»."""
    scope = user.access.scope(area, change=True)
    held = {
        Actor.METHODIST: scope.everywhere or person.municipality_id in scope.municipalities,
        Actor.CURATOR: person.school_id is not None and person.school_id in scope.schools,
        Actor.SELF: scope.person is not None and scope.person == person.pk,
    }
    return frozenset(actor for actor, holds in held.items() if holds)
