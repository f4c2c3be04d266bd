"""Who may do what with a roadmap: one table over the roles that reach it (domain.md §4.4, §4.8).

The table of `schools.access` opens the pages and scopes the rows; this one says which acts are whose.
"""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from mentorship.roadmap.enums import Level
from mentorship.roadmap.models import Roadmap
from schools.enums import SCHOOL_ROLES

if TYPE_CHECKING:
    from schools.models import User

_PLANNERS = frozenset({"curator", "director", "methodist"})
_SUPERVISORS = frozenset({"methodist", "approver"})

# act → the roles that may do it, and the sentence others are told.
TABLE: dict[str, tuple[frozenset[str], str]] = {
    "create": (_PLANNERS, "Дорожную карту создаёт куратор или руководитель школы либо методист."),
    "plan": (_PLANNERS, "План правит куратор или руководитель школы либо методист."),
    "submit": (_PLANNERS, "На согласование карту отправляет куратор или руководитель школы либо методист."),
    "delete": (_PLANNERS, "Черновик удаляет куратор или руководитель школы либо методист."),
    "return": (_SUPERVISORS, "Карту возвращает методист или ответственный управления образования."),
    "agree": (frozenset({"approver"}), "Карту согласует ответственный управления образования."),
    "start": (_PLANNERS, "Работу по карте начинает куратор или руководитель школы либо методист."),
    "mark": (_PLANNERS, "Выполнение отмечает куратор или руководитель школы либо методист."),
    "undo": (_SUPERVISORS, "Отметку снимает методист или ответственный управления образования."),
    "ask": (frozenset(SCHOOL_ROLES), "Об изменении плана просит куратор или руководитель школы."),
    "change": (
        _SUPERVISORS,
        "Согласованный план меняет методист или ответственный управления образования.",
    ),
    "revise": (_PLANNERS, "Новую версию плана готовит куратор или руководитель школы либо методист."),
    "close": (_SUPERVISORS, "Карту закрывает методист или ответственный управления образования."),
}

# The municipal roadmap is the methodist's own: the approver returns it and decides on its changes.
MUNICIPAL: dict[str, frozenset[str]] = {
    "return": frozenset({"approver"}),
    "ask": frozenset({"methodist"}),
    "change": frozenset({"approver"}),
}


def roles_for(act: str, roadmap: Roadmap) -> frozenset[str]:
    """Return the roles that may do the act with this roadmap."""
    usual, _ = TABLE[act]
    return usual if roadmap.level == Level.SCHOOL else MUNICIPAL.get(act, usual)


def roles_over(user: "User", roadmap: Roadmap) -> frozenset[str]:
    """Return the user's roles of today that reach the roadmap's school or municipality."""
    return frozenset(held.role for held in user.access.held if _reaches(held, roadmap))


def _reaches(held: tuple[str, int | None, int | None], roadmap: Roadmap) -> bool:
    role, municipality, school = held
    if role in SCHOOL_ROLES:
        return school is not None and school == roadmap.school_id
    return municipality is None or municipality == roadmap.municipality_id


def may(user: "User", act: str, roadmap: Roadmap) -> bool:
    """Whether one of the user's roles over the roadmap allows the act."""
    return bool(roles_for(act, roadmap) & roles_over(user, roadmap))


def acts_of(user: "User", roadmap: Roadmap) -> frozenset[str]:
    """Return every act the user's roles allow, whatever the roadmap's state: templates ask it."""
    held = roles_over(user, roadmap)
    return frozenset(act for act in TABLE if roles_for(act, roadmap) & held)


def is_own(user: "User", roadmap: Roadmap) -> bool:
    """Whether the user is a curator or director of the roadmap's school: nobody agrees the own plan."""
    return bool(roles_over(user, roadmap) & set(SCHOOL_ROLES))


def require(by: "User | None", act: str, roadmap: Roadmap) -> None:
    """Refuse an act that is not the actor's with a sentence; a command (`by` is None) may do all."""
    if by is not None and not may(by, act, roadmap):
        raise ValidationError(TABLE[act][1])


def require_other(by: "User | None", roadmap: Roadmap, sender: int | None) -> None:
    """A plan is agreed by another than its school's curator or director, and than who sent it."""
    if by is None:
        return
    if is_own(by, roadmap):
        raise ValidationError(
            "Вы отвечаете за наставничество в этой школе: её карту согласует другой ответственный."
        )
    if by.pk == sender:
        raise ValidationError("Вы сами отправили эту карту: её согласует другой ответственный.")
