"""Requests that wait, by age: who would fit today, or why nobody does and what would help."""

from datetime import date
from typing import Any, NamedTuple

from mentorship.bank.models import MenteeRequest
from mentorship.pairs.desk.pool import read_pool, usual_form
from mentorship.pairs.enums import Objective

# A wait of at least so many days; the first counts everyone.
AGES = (0, 7, 14, 30)
HEADINGS = (
    "ФИО",
    "Школа",
    "Предмет",
    "Профессиональное затруднение",
    "Дата запроса",
    "Ждёт, дней",
    "Состояние",
    "Кто подошёл бы сегодня",
    "Балл",
    "Почему без наставника",
    "Что помогло бы",
)
WIDTHS = (34, 30, 20, 34, 14, 10, 14, 34, 8, 50, 50)


class Waiting(NamedTuple):
    """A request with its wait in days: the mentor whom the best plan gives it, else reason and way out."""

    request: MenteeRequest
    days: int
    mentor: int | None = None
    name: str = ""
    score: int = 0
    reason: str = ""
    relaxation: str = ""


class Age(NamedTuple):
    """How many wait at least so many days."""

    days: int
    waiting: int


def waiting_of(municipality: int, today: date) -> list[Waiting]:
    """Everyone who waits in a municipality, the longest wait first; by the plan for most people."""
    pool = read_pool(municipality, usual_form(), today)
    plan = pool.plan(Objective.PEOPLE)
    found = []
    for match in plan.matches:
        request = pool.requests[match.need.request]
        found.append(
            Waiting(
                request,
                request.waited_days(today),
                match.mentor.pk,
                match.mentor.name,
                match.fit.score,
            )
        )
    for item in plan.unmatched:
        request = pool.requests[item.need.request]
        days = request.waited_days(today)
        found.append(Waiting(request, days, reason=item.reason, relaxation=item.relaxation))
    return sorted(found, key=lambda line: (-line.days, line.request.pk))


def ages_of(lines: list[Waiting]) -> list[Age]:
    """The counts of the tabs."""
    return [Age(days, sum(line.days >= days for line in lines)) for days in AGES]


def cells_of(line: Waiting) -> tuple[Any, ...]:
    """The line in the order of the headings."""
    request = line.request
    return (
        request.person.full_name,
        str(request.person.school or ""),
        str(request.subject or ""),
        str(request.difficulty),
        request.requested_date,
        line.days,
        request.get_state_display(),
        line.name,
        line.score if line.mentor else None,
        line.reason,
        line.relaxation,
    )
