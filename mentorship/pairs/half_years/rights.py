"""Who may do what with a half-year report: one table (domain.md §4.5)."""

from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from mentorship.pairs.enums import ReportState
from mentorship.pairs.models import HalfYearReport
from schools.models import RoleAssignment, User


class Actor(Enum):
    """What an account is to a report."""

    AUTHOR = auto()
    CHECKER = auto()
    METHODIST = auto()


class Action(NamedTuple):
    """A button: its words, in which states it stands, for whom, what it asks for, what is said afterwards."""

    words: str
    icon: str
    states: tuple[ReportState, ...]
    actor: Actor
    asks: str = ""
    done: str = ""


_S = ReportState
OPEN_STATES = (_S.DRAFT, _S.RETURNED)

ACTIONS: dict[str, Action] = {
    "submit": Action("Сдать отчёт", "check", OPEN_STATES, Actor.AUTHOR, done="Отчёт сдан куратору."),
    "check": Action("Принять отчёт", "done", (_S.SUBMITTED,), Actor.CHECKER, done="Отчёт принят."),
    "return": Action(
        "Вернуть с замечаниями",
        "missed",
        (_S.SUBMITTED,),
        Actor.CHECKER,
        "Что поправить",
        "Отчёт возвращён: наставник увидит замечания.",
    ),
    "reopen": Action(
        "Отменить проверку",
        "clock",
        (_S.CHECKED,),
        Actor.METHODIST,
        "Почему",
        "Проверка отменена: отчёт снова ждёт куратора.",
    ),
    "waive": Action(
        "Отчёт не требуется",
        "none",
        (_S.DRAFT,),
        Actor.METHODIST,
        "Почему не требуется",
        "Записано: отчёт не требуется.",
    ),
}


def mentee_schools(report: HalfYearReport) -> set[int]:
    """The schools of the pair's mentees: their curators check the report."""
    return {member.mentee.school_id for member in report.pair.members.all() if member.mentee.school_id}


def curators_of(report: HalfYearReport, on: date) -> list[RoleAssignment]:
    """The curators in office on the day who may check the report: never its mentor."""
    office = RoleAssignment.objects.in_force(on).curators().filter(school__in=mentee_schools(report))
    return list(office.exclude(person=report.pair.mentor_id).select_related("person"))


def actors_of(user: User, report: HalfYearReport, on: date) -> frozenset[Actor]:
    """What the account is to the report on the day.

    The curator of a mentee's school checks; where the mentor is the only curator, or there is none, the
    methodist does. Nobody checks the own report.
    """
    scope = user.access.scope("half_years", change=True)
    is_methodist = scope.everywhere or report.pair.municipality_id in scope.municipalities
    is_author = scope.person is not None and scope.person == report.pair.mentor_id
    checks = bool(mentee_schools(report) & scope.schools)
    if is_methodist and not checks:
        checks = not curators_of(report, on)
    held = {
        Actor.AUTHOR: is_author,
        Actor.METHODIST: is_methodist,
        Actor.CHECKER: checks and user.person_id != report.pair.mentor_id,
    }
    return frozenset(actor for actor, holds in held.items() if holds)


def actions_of(report: HalfYearReport, actors: frozenset[Actor]) -> dict[str, Action]:
    """The buttons that stand on the report's page for these actors."""
    return {
        code: action
        for code, action in ACTIONS.items()
        if report.state in action.states and action.actor in actors
    }
