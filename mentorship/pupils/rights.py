"""Who may do what with pupils: the table's area «pupils», read once (domain.md §3.6, §4.8)."""

from enum import Enum, auto
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from mentorship.pupils.enums import LIVE_STATES, PupilPairState
from mentorship.pupils.models import PupilPair
from schools.access import Access
from schools.models import School, User


class Actor(Enum):
    """What an account is to a pair."""

    CURATOR = auto()
    VIEWER = auto()
    MENTOR = auto()


class Button(NamedTuple):
    """An act on a pair: its words, icon, states, who may."""

    words: str
    icon: str
    states: tuple[PupilPairState, ...]
    actors: tuple[Actor, ...]


_S = PupilPairState
# In the order of the page, the way forward last.
BUTTONS: dict[str, Button] = {
    "break": Button("Прервать", "missed", LIVE_STATES, (Actor.CURATOR,)),
    "end": Button("Завершить", "done", (_S.ACTIVE,), (Actor.CURATOR,)),
    "agree": Button("Стороны согласны", "check", (_S.PROPOSED,), (Actor.CURATOR, Actor.MENTOR)),
    "start": Button("Начать работу", "play", (_S.AGREED,), (Actor.CURATOR,)),
    "meeting": Button("Отметить встречу", "plus", (_S.ACTIVE,), (Actor.CURATOR, Actor.MENTOR)),
}


def own_schools(user: User, *, change: bool = False) -> QuerySet[School]:
    """The schools whose pupils the account sees by name."""
    schools = user.access.scope("pupils", change=change).schools
    return School.objects.filter(pk__in=schools).order_by("name_key")


def has_anything(access: Access) -> bool:
    """Whether the section holds anything for the account: a teacher without pupils does not see its name."""
    counted = access.scope("pupils", counts=True)
    reaches = counted.everywhere or counted.municipalities or counted.schools
    return bool(reaches) or PupilPair.objects.within(access.scope("pupils")).exists()


def require_school(user: User, *, change: bool = False) -> QuerySet[School]:
    """The same, refusing an account that has none."""
    if not user.access.scope("pupils", change=change).schools:
        raise PermissionDenied
    return own_schools(user, change=change)


def actors_of(user: User, pair: PupilPair) -> frozenset[Actor]:
    """What the account is to a pair it sees."""
    scope = user.access.scope("pupils")
    held = {
        Actor.CURATOR: pair.school_id in user.access.scope("pupils", change=True).schools,
        Actor.VIEWER: pair.school_id in scope.schools,
        Actor.MENTOR: scope.person is not None and scope.person == pair.mentor_teacher_id,
    }
    return frozenset(actor for actor, holds in held.items() if holds)


def buttons_of(pair: PupilPair, actors: frozenset[Actor]) -> dict[str, Button]:
    """The acts open to these actors as the pair stands."""
    return {
        code: button
        for code, button in BUTTONS.items()
        if pair.state in button.states and actors & set(button.actors)
    }


def sees_masked(user: User) -> bool:
    """Whether small numbers are hidden: the department's viewer reads reports and leads no pairs."""
    return "department" in user.access.roles
