"""The workplace of each role: what needs the person now, and the municipality in a few figures."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from types import ModuleType
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.expressions import BaseExpression

from mentorship.bank.models import MenteeRequest, Mentor
from mentorship.pairs.models import Pair
from reports.first_run import steps as first_run
from schools import years
from schools.models import User
from schools.russian import plural
from schools.workplace import Task, Told, summed, tell

# Each of these offers tasks_for(user, on), some of them asks(user, on), too; the upper apps first.
SOURCES = (
    "reports.tasks",
    "surveys.tasks",
    "mentorship.roadmap.tasks",
    "mentorship.roadmap.revision_tasks",
    "mentorship.roadmap.workplan.tasks",
    "mentorship.practices.contests.tasks",
    "mentorship.practices.tasks",
    "mentorship.pupils.tasks",
    "mentorship.pairs.tasks",
    "mentorship.pairs.half_years.tasks",
    "mentorship.pairs.life.tasks",
    "mentorship.bank.tasks",
    "mentorship.privacy.tasks",
    "schools.tasks",
)
SHOWN = 12
# The lines of «Округ сегодня» by what is asked for them: words, and the list they lead to.
FIGURES = {
    "all_pairs": ("Действующих пар", "pairs:list"),
    "all_bank": ("Наставников в банке", "bank:list"),
    "all_requests": ("Запросов без пары", "requests:list"),
}


@dataclass(frozen=True)
class Figure:
    """One line of «Округ сегодня»."""

    words: str
    count: int
    url_name: str


def told_of(user: User, on: date) -> Told:
    """Every figure that the page is made of, by one query."""
    asked: dict[str, BaseExpression] = {**_figures(user), **first_run.asks(user, on)}
    for source in _sources():
        if hasattr(source, "asks"):
            asked |= source.asks(user, on)
    return tell(user, asked)


def tasks_of(user: User, on: date, told: Told | None = None) -> list[Task]:
    """Everything that needs the person, the most pressing first."""
    told = told_of(user, on) if told is None else told
    found: list[Task] = []
    for source in _sources():
        tasks_for: Callable[..., list[Task]] = source.tasks_for
        found += tasks_for(user, on, told) if hasattr(source, "asks") else tasks_for(user, on)
    return sorted(found, key=lambda task: task.order)


def _sources() -> list[ModuleType]:
    return [import_module(name) for name in SOURCES]


def figures_of(user: User, told: Told | None = None) -> list[Figure]:
    """Counts within the person's scope; an area that is closed gives none."""
    told = tell(user, _figures(user)) if told is None else told
    return [
        Figure(words, told[area]["all"], url_name)
        for area, (words, url_name) in FIGURES.items()
        if area in told
    ]


def _figures(user: User) -> dict[str, BaseExpression]:
    rows: dict[str, Callable[[], QuerySet[Any]]] = {
        "all_pairs": lambda: Pair.objects.visible_to(user, counts=True).active(),
        "all_bank": lambda: Mentor.objects.visible_to(user).listed(),
        "all_requests": lambda: MenteeRequest.objects.visible_to(user, counts=True).waiting(),
    }
    seen = (name for name in FIGURES if user.access.may_see(name.removeprefix("all_")))
    return {name: summed(rows[name](), all=Count("pk")) for name in seen}


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
    told = told_of(user, on)
    tasks = tasks_of(user, on, told)
    return {
        "today": on,
        "first_run": first_run.card_of(user, on, told),
        "week": school_week(on),
        "greeting": greeting(now),
        "lead": lead(tasks),
        "tasks": tasks[:SHOWN],
        "more": max(0, len(tasks) - SHOWN),
        "figures": figures_of(user, told),
    }
