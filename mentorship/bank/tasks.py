"""What the bank asks a person to do: nominations and requests that wait, own drafts, a first request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db.models import Count, Min
from django.db.models.expressions import BaseExpression
from django.urls import reverse

from mentorship.bank.display import LONG_WAIT
from mentorship.bank.enums import RequestState
from mentorship.bank.models import MenteeRequest, Mentor
from schools import years
from schools.models import Person, User
from schools.models.people import NOVICE_YEARS
from schools.russian import plural
from schools.workplace import Task, Told, summed, tell


def tasks_for(user: User, on: date, told: Told | None = None) -> list[Task]:
    """The tasks of the desk (methodist, curator) and the own ones of a teacher; two queries beyond `told`."""
    access = user.access
    waiting = tell(user, asks(user, on)) if told is None else told
    found: list[Task | None] = [
        make(Waiting.of(waiting[what]), on)
        for what, make in (("candidates", _nominations), ("requests", _submitted))
        if what in waiting and waiting[what]["count"]
    ]
    if "teacher" in access.roles and access.person is not None:
        found.append(_own(access.person, on))
    return [task for task in found if task is not None]


def asks(user: User, on: date) -> dict[str, BaseExpression]:
    """Candidates and requests that nobody has taken up yet."""
    asked: dict[str, BaseExpression] = {}
    if user.access.may_change("matching"):
        candidates = Mentor.objects.visible_to(user, "matching").nominated()
        asked["candidates"] = summed(candidates, count=Count("pk"), since=Min("state_date"))
    if not _is_for_oneself(user):
        scope = user.access.scope("requests", change=True)
        reached = scope.q(municipality="person__municipality", school="person__school")
        submitted = MenteeRequest.objects.filter(reached, state=RequestState.SUBMITTED)
        asked["requests"] = summed(submitted, count=Count("pk"), since=Min("requested_date"))
    return asked


def _is_for_oneself(user: User) -> bool:
    scope = user.access.scope("requests", change=True)
    return not (scope.everywhere or scope.municipalities or scope.schools)


@dataclass(frozen=True)
class Waiting:
    """How many wait, and since which day the longest."""

    count: int
    since: date

    @classmethod
    def of(cls, figures: Mapping[str, Any]) -> Self:
        """Read what was told."""
        return cls(figures["count"], date.fromisoformat(figures["since"]))


def _nominations(waiting: Waiting, on: date) -> Task:
    """Candidates who wait for the methodist."""
    count, days = waiting.count, (on - waiting.since).days
    return Task(
        title=f"{count} {plural(count, 'кандидат ждёт', 'кандидата ждут', 'кандидатов ждут')} решения",
        text=f"Дольше всех — {_days(days)}. Примите в банк или отклоните с объяснением.",
        url=reverse("bank:apply"),
        action="Посмотреть кандидатов",
        tone="warn" if days > LONG_WAIT else "",
    )


def _submitted(waiting: Waiting, on: date) -> Task:
    """Requests within the desk's reach that nobody has taken up yet."""
    count, days = waiting.count, (on - waiting.since).days
    return Task(
        title=f"{count} {plural(count, 'запрос ждёт', 'запроса ждут', 'запросов ждут')} рассмотрения",
        text=f"Дольше всех — {_days(days)}. Примите в базу наставляемых или верните на уточнение.",
        url=f"{reverse('requests:list')}?state={RequestState.SUBMITTED.value}",
        action="Рассмотреть запросы",
        tone="warn" if days > LONG_WAIT else "",
    )


def _own(person: Person, on: date) -> Task | None:
    """A teacher's draft; a novice who has not asked for a mentor this year and has none."""
    requests = list(MenteeRequest.objects.filter(person=person, year=years.year_of(on)))
    draft = next((row for row in requests if row.state == RequestState.DRAFT), None)
    if draft is not None:
        return Task(
            title="Запрос на наставника не подан",
            text="Черновик сохранён: проверьте его и подайте, чтобы методист увидел.",
            url=draft.get_absolute_url(),
            action="Открыть черновик",
        )
    experience = person.experience_years(on)
    is_novice = experience is not None and experience < NOVICE_YEARS
    if requests or not is_novice or person.memberships.exists():
        return None
    return Task(
        title="Попросите наставника",
        text="В первые три года рядом может быть опытный коллега: напишите, что не получается.",
        url=reverse("requests:add"),
        action="Написать запрос",
    )


def _days(days: int) -> str:
    return f"{days} {plural(days, 'день', 'дня', 'дней')}" if days else "с сегодняшнего дня"
