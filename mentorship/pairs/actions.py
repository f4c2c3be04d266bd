"""Who may do what with a pair in which state: one table, read by pages and views (domain.md §4.3, §4.8)."""

from collections.abc import Iterable
from enum import Enum, auto
from typing import NamedTuple

from mentorship.pairs.enums import LIVE_STATES, PairState
from mentorship.pairs.models import Pair, PairMember
from mentorship.pairs.workflow.meetings import JOURNAL_STATES
from schools.models import User


class Actor(Enum):
    """What an account is to a pair."""

    METHODIST = auto()
    CURATOR = auto()
    DIRECTOR = auto()
    MENTOR = auto()
    MENTEE = auto()


_M, _C, _DIRECTOR = Actor.METHODIST, Actor.CURATOR, Actor.DIRECTOR
_MENTOR, _MENTEE = Actor.MENTOR, Actor.MENTEE
_S = PairState
_PAIR = (_MENTOR, _MENTEE)
_ENDABLE = (_S.ORDERED, _S.ACTIVE, _S.PAUSED)
# Who keeps the pairs: the methodist and the curator.
DESK = (_M, _C)


class Action(NamedTuple):
    """A button: its words, in which states it stands and for whom; `is_main` is the way forward."""

    words: str
    icon: str
    states: tuple[PairState, ...]
    actors: tuple[Actor, ...]
    is_main: bool = False


# In the order of the page.
ACTIONS: dict[str, Action] = {
    "confirm": Action("Подтвердить участие", "check", (_S.PROPOSED,), _PAIR, is_main=True),
    "agree": Action("Отметить письменное согласие", "done", (_S.PROPOSED,), DESK, is_main=True),
    "order": Action("Закрепить приказом", "document", (_S.AGREED,), DESK, is_main=True),
    "start": Action("Начать работу", "play", (_S.ORDERED,), (*DESK, _MENTOR), is_main=True),
    "resume": Action("Возобновить", "play", (_S.PAUSED,), DESK, is_main=True),
    "add_member": Action("Добавить наставляемого", "plus", LIVE_STATES, DESK),
    "pause": Action("Приостановить", "clock", (_S.ACTIVE,), DESK),
    "ask_completion": Action("Предложить завершить", "done", (_S.ACTIVE, _S.PAUSED), (_C,)),
    "complete": Action("Завершить", "done", (_S.ACTIVE, _S.PAUSED), (_M,)),
    "ask_dissolution": Action("Попросить расторгнуть", "missed", _ENDABLE, _PAIR),
    "answer_dissolution": Action("Ответить на просьбу", "check", _ENDABLE, DESK),
    "dissolve": Action("Расторгнуть", "missed", _ENDABLE, (*DESK, _DIRECTOR)),
    "cancel": Action("Отменить", "missed", (_S.PROPOSED, _S.AGREED), (*DESK, *_PAIR)),
    "replace": Action("Предложить замену", "pairs", (_S.DISSOLVED, _S.CANCELLED), DESK, is_main=True),
}
# These stand beside what they are about, not among the buttons.
LOG_MEETING = Action("Записать встречу", "plus", JOURNAL_STATES, (*DESK, _MENTOR))
CONFIRM_MEETING = Action("Подтвердить встречу", "check", JOURNAL_STATES, _PAIR)
END_MEMBERSHIP = Action("Вывести из группы", "exit", (_S.ACTIVE, _S.PAUSED), DESK)
PLAN_MEETING = Action("Назначить встречу", "calendar", JOURNAL_STATES, (*DESK, *_PAIR))
EDIT_PLAN = Action("Изменить план", "edit", LIVE_STATES, (*DESK, _MENTOR))
ADD_PRODUCT = Action("Добавить продукт", "plus", JOURNAL_STATES, (*DESK, *_PAIR))
WRITE_DIARY = Action("Записать в дневник", "plus", JOURNAL_STATES, _PAIR)
REACT = Action("Записать, что сделано", "check", (_S.ACTIVE, _S.PAUSED), DESK)


def actors_of(user: User, pair: Pair, members: Iterable[PairMember]) -> frozenset[Actor]:
    """What the account is to the pair, of what it may change; the members' mentees must be at hand."""
    scope = user.access.scope("pairs", change=True)
    members = list(members)
    schools = {pair.mentor.person.school_id, *(member.mentee.school_id for member in members)}
    held = {
        Actor.METHODIST: scope.everywhere or pair.municipality_id in scope.municipalities,
        Actor.CURATOR: bool(schools & scope.schools),
        Actor.DIRECTOR: bool(schools & user.access.scope("dissolving", change=True).schools),
        Actor.MENTOR: scope.person is not None and scope.person == pair.mentor_id,
        Actor.MENTEE: scope.person is not None and scope.person in {item.mentee_id for item in members},
    }
    return frozenset(actor for actor, holds in held.items() if holds)


def is_allowed(action: Action, pair: Pair, actors: frozenset[Actor]) -> bool:
    """Whether one of the actors may do this to the pair as it stands."""
    return pair.state in action.states and bool(actors & set(action.actors))


def may_ever(action: Action, actors: frozenset[Actor]) -> bool:
    """Whether one of the actors may do this in some state."""
    return bool(actors & set(action.actors))


def actions_of(
    pair: Pair, members: Iterable[PairMember], actors: frozenset[Actor], person: int | None
) -> dict[str, Action]:
    """The buttons of the page by code; one who has confirmed is not asked again."""
    allowed = {code: action for code, action in ACTIONS.items() if is_allowed(action, pair, actors)}
    if "confirm" in allowed and has_confirmed(pair, members, person):
        del allowed["confirm"]
    allowed.pop("answer_dissolution" if pair.ending_asked_date is None else "ask_dissolution", None)
    if Actor.METHODIST in actors:
        allowed.pop("ask_completion", None)
    return allowed


def has_confirmed(pair: Pair, members: Iterable[PairMember], person: int | None) -> bool:
    """Whether the person's agreement is on record."""
    if person == pair.mentor_id:
        return pair.mentor_agreed_date is not None
    return any(member.mentee_id == person and member.agreed_date is not None for member in members)
