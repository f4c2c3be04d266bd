"""The workplace of each role: what needs the person now, and the municipality in a few figures."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from typing import Any

from django.db.models import Count, QuerySet, Value

from mentorship.bank.models import MenteeRequest, Mentor
from mentorship.pairs.models import Pair
from schools import years
from schools.models import User
from schools.russian import plural
from schools.workplace import Task

# Each of these offers tasks_for(user, on); the upper apps first.
SOURCES = (
    "reports.tasks",
    "surveys.tasks",
    "mentorship.roadmap.tasks",
    "mentorship.pairs.tasks",
    "mentorship.pairs.half_years.tasks",
    "mentorship.pairs.life.tasks",
    "mentorship.bank.tasks",
    "schools.tasks",
)
SHOWN = 12


@dataclass(frozen=True)
class Figure:
    """One line of «Округ сегодня»."""

    words: str
    count: int
    url_name: str


def tasks_of(user: User, on: date) -> list[Task]:
    """Everything that needs the person, the most pressing first."""
    found: list[Task] = []
    for name in SOURCES:
        tasks_for: Callable[[User, date], list[Task]] = import_module(name).tasks_for
        found += tasks_for(user, on)
    return sorted(found, key=lambda task: task.order)


def figures_of(user: User, on: date) -> list[Figure]:
    """Counts within the person's scope, in one query; an area that is closed gives none."""
    access = user.access
    counted: dict[str, tuple[QuerySet[Any], str]] = {}
    if access.may_see("pairs"):
        counted["Действующих пар"] = Pair.objects.visible_to(user, counts=True).active(), "pairs:list"
    if access.may_see("bank"):
        counted["Наставников в банке"] = Mentor.objects.visible_to(user).listed(), "bank:list"
    if access.may_see("requests"):
        waiting = MenteeRequest.objects.visible_to(user, counts=True).waiting()
        counted["Запросов без пары"] = waiting, "requests:list"
    counts = _counts({words: rows for words, (rows, _) in counted.items()})
    return [Figure(words, counts.get(words, 0), url_name) for words, (_, url_name) in counted.items()]


def _counts(counted: dict[str, QuerySet[Any]]) -> dict[str, int]:
    """The rows of several querysets by name; what has none is absent."""
    parts = [
        rows.order_by().values(words=Value(words)).annotate(count=Count("pk"))
        for words, rows in counted.items()
    ]
    if not parts:
        return {}
    first, *others = parts
    return {row["words"]: row["count"] for row in first.union(*others, all=True)}


def greeting(now: datetime) -> str:
    """Words for the hour of the day."""
    for until, words in ((5, "Доброй ночи"), (12, "Доброе утро"), (18, "Добрый день"), (24, "Добрый вечер")):
        if now.hour < until:
            return words
    raise ValueError(now)


def school_week(on: date) -> int:
    """The week of the school year, the first of September in week 1."""
    return (on - years.first_day(years.year_of(on))).days // 7 + 1


def lead(tasks: list[Task]) -> str:
    """How things stand, in a sentence."""
    if not tasks:
        return "Сейчас ничего не требует Вашего внимания."
    count, late = len(tasks), sum(task.tone == "bad" for task in tasks)
    words = f"{count} {plural(count, 'дело ждёт', 'дела ждут', 'дел ждут')} вас"
    if late:
        words += f", из них {late} {plural(late, 'просрочено', 'просрочены', 'просрочены')}"
    return f"{words}."


def page_of(user: User, now: datetime) -> dict[str, Any]:
    """Everything the workplace shows."""
    on = now.date()
    tasks = tasks_of(user, on)
    return {
        "today": on,
        "week": school_week(on),
        "greeting": greeting(now),
        "lead": lead(tasks),
        "tasks": tasks[:SHOWN],
        "more": max(0, len(tasks) - SHOWN),
        "figures": figures_of(user, on),
    }
