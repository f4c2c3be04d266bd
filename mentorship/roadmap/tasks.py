"""What roadmaps want of a person today: events of the own school, decisions of the municipality."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from mentorship.roadmap.enums import ChangeState
from mentorship.roadmap.models import PlanChange, Roadmap, RoadmapEvent
from mentorship.roadmap.models.events import SOON_DAYS
from mentorship.roadmap.overview import Scope
from mentorship.roadmap.rights import TABLE
from mentorship.roadmap.standing import of_event
from schools import years
from schools.models import School
from schools.russian import plural
from schools.workplace import Task

if TYPE_CHECKING:
    from schools.models import User

# More than so many events or schools by name make no workplace.
MOST = 3
# In June the year's plan is past caring for; the next one has its own time.
LAST_MONTH_TO_PLAN = 5


def tasks_for(user: "User", on: date) -> list[Task]:
    """The person's tasks: at most three queries for a school's role, three for a municipal one."""
    access = user.access
    tasks: list[Task] = []
    own = access.scope("roadmap", change=True).schools
    if own:
        tasks += _of_schools(own, on)
    if access.roles & TABLE["agree"][0]:
        tasks += _to_agree(user)
    if access.roles & TABLE["change"][0]:
        tasks += _to_decide(user)
    if "methodist" in access.roles:
        tasks += _without_agreement(user, on)
    return tasks


def _of_schools(schools: Iterable[int], on: date) -> list[Task]:
    """What a curator or director does next: events, a returned draft, a plan to begin."""
    owned = School.objects.filter(pk__in=schools)
    roadmaps = Roadmap.objects.of_year(years.year_of(on)).filter(school__in=owned)
    found = list(roadmaps.select_related("school"))
    tasks = [_draft_task(roadmap) for roadmap in found if roadmap.is_draft]
    tasks += [_event_task(event, on) for event in _pressing(roadmaps, on)]
    if _is_time_to_plan(on):
        planned = {roadmap.school_id for roadmap in found}
        tasks += [_begin_task(school) for school in owned if school.pk not in planned]
    return tasks


def _pressing(roadmaps: Iterable[Roadmap], on: date) -> list[RoadmapEvent]:
    """The overdue and the near events, the oldest first, no more than a few."""
    soon = on + timedelta(days=SOON_DAYS)
    events = RoadmapEvent.objects.running().open().datable().filter(roadmap__in=roadmaps)
    return list(events.filter(due_date__lte=soon).order_by("due_date", "order")[:MOST])


def _event_task(event: RoadmapEvent, on: date) -> Task:
    standing = of_event(event, on, running=True)
    return Task(
        title=str(event),
        text=f"Дорожная карта: {standing.words}",
        url=event.get_absolute_url(),
        action="Отметить выполнение",
        due=event.due_date,
        tone=standing.tone,
    )


def _draft_task(roadmap: Roadmap) -> Task:
    if roadmap.return_comment:
        return Task(
            title="Дорожную карту вернули на доработку",
            text=roadmap.return_comment,
            url=roadmap.get_absolute_url(),
            action="Доработать карту",
            tone="bad",
        )
    return Task(
        title="Отправить дорожную карту на согласование",
        text=f"{roadmap.school}: проверьте сроки и ответственных в черновике.",
        url=roadmap.get_absolute_url(),
        action="Открыть черновик",
        tone="warn",
    )


def _begin_task(school: School) -> Task:
    return Task(
        title="Создать дорожную карту на этот учебный год",
        text=f"{school}: карты ещё нет. Она создаётся из шаблона за несколько минут.",
        url=f"{reverse('roadmap:add')}?school={school.pk}",
        action="Создать карту",
        tone="warn",
    )


def _is_time_to_plan(on: date) -> bool:
    return on.month <= LAST_MONTH_TO_PLAN or on >= years.first_day(on.year)


def _to_agree(user: "User") -> list[Task]:
    """Roadmaps that wait for this approver, the longest waiting first; the rest as one number."""
    waiting = Roadmap.objects.visible_to(user, change=True).submitted().order_by("submitted_at", "pk")
    found = list(waiting.select_related("school", "municipality"))
    tasks = [_agree_task(roadmap) for roadmap in found[:MOST]]
    rest = len(found) - MOST
    return [*tasks, _rest_task(rest)] if rest > 0 else tasks


def _agree_task(roadmap: Roadmap) -> Task:
    return Task(
        title="Согласовать дорожную карту",
        text=f"{roadmap.owner}, {years.label(roadmap.year)}",
        url=roadmap.get_absolute_url(),
        action="Рассмотреть",
        tone="warn",
    )


def _rest_task(rest: int) -> Task:
    return Task(
        title=f"Ждут согласования ещё {rest} {plural(rest, 'карта', 'карты', 'карт')}",
        text="Все они — в списке школ с отбором «на согласовании».",
        url=f"{reverse('roadmap:list')}?state=submitted",
        action="Показать все",
        tone="warn",
    )


def _to_decide(user: "User") -> list[Task]:
    """Changes of running plans that schools ask for."""
    events = RoadmapEvent.objects.visible_to(user, change=True).running()
    asked = PlanChange.objects.filter(state=ChangeState.ASKED, event__in=events)
    return [
        Task(
            title=f"Ответить на просьбу: {change.get_kind_display()}",
            text=f"{change.event.roadmap.owner}, {change.event.code}: {change.reason}",
            url=change.event.get_absolute_url(),
            action="Решить",
            tone="warn",
        )
        for change in asked.select_related("event__roadmap__school", "event__roadmap__municipality").order_by(
            "asked_at", "pk"
        )[:MOST]
    ]


def _without_agreement(user: "User", on: date) -> list[Task]:
    """Schools whose plan for the year is not agreed, as one task with names."""
    if not _is_time_to_plan(on):
        return []
    schools = Scope(user, years.year_of(on), on).not_agreed()
    names = list(schools.order_by("name_key").values_list("name", flat=True))
    if not names:
        return []
    count = len(names)
    more = f" и ещё {count - MOST}" if count > MOST else ""
    return [
        Task(
            title=f"{count} {plural(count, 'школа', 'школы', 'школ')} без согласованной дорожной карты",
            text=", ".join(names[:MOST]) + more,
            url=f"{reverse('roadmap:list')}?state=not_agreed",
            action="Показать школы",
            tone="warn",
        )
    ]
