"""What running pairs ask of a person: curators and methodists see to what stands still, sides answer."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from mentorship.pairs.life.pulse import low_pulses
from mentorship.pairs.models import Pair, PlannedMeeting, Pulse
from mentorship.pairs.models.pairs import ANSWER_DAYS, FIRST_MEETING_DAYS
from mentorship.pairs.workflow.meetings import JOURNAL_STATES
from schools.access import Scope
from schools.models import User
from schools.russian import plural
from schools.workplace import Task

SOON_DAYS = 2
MOST_PULSES = 5


def tasks_for(user: User, on: date) -> list[Task]:
    """The tasks of methodists and curators, and those of a side of a pair; four queries at most."""
    access = user.access
    found: list[Task] = []
    desk = replace(access.scope("pairs", change=True), person=None)
    if not desk.is_empty:
        found += [*_standing_still(desk, on), *_low(user)]
    if "teacher" in access.roles and access.person is not None:
        found += [*_asked(access.person.pk), *_meetings(access.person.pk, on)]
    return found


def _standing_still(desk: Scope, on: date) -> list[Task]:
    """Pairs that have not met, proposals nobody answers."""
    pairs = Pair.objects.within(desk)
    counted = (
        (
            pairs.unmet(on),
            "Ещё не встречались",
            f"Прошло {FIRST_MEETING_DAYS} дней от начала, а первой встречи в журнале нет.",
            "first",
        ),
        (
            pairs.unanswered(on, by_mentor=True),
            "Наставник не отвечает",
            f"Предложению {ANSWER_DAYS} дней и больше: позвоните или предложите другого.",
            "mentor",
        ),
        (
            pairs.unanswered(on, by_mentor=False),
            "Наставляемый не отвечает",
            f"Наставник согласен, предложению {ANSWER_DAYS} дней и больше.",
            "mentee",
        ),
    )
    found = pairs.aggregate(
        **{wait: Count("pk", filter=Q(pk__in=rows.order_by().values("pk"))) for rows, _, _, wait in counted}
    )
    address = reverse("pairs:list")
    return [
        Task(
            title=f"{title}: {count} {plural(count, 'пара', 'пары', 'пар')}",
            text=text,
            url=f"{address}?wait={wait}",
            action="Посмотреть пары",
            tone="warn",
        )
        for _, title, text, wait in counted
        if (count := found[wait])
    ]


def _low(user: User) -> list[Task]:
    """One task a low answer; very many lead to their list."""
    found = list(low_pulses(user).select_related("pair").order_by("answered_at")[: MOST_PULSES + 1])
    if len(found) > MOST_PULSES:
        url, words = f"{reverse('pairs:list')}?wait=pulse", "Поговорите с ними и запишите, что сделано."
        return [Task(f"Низкий пульс: больше {MOST_PULSES} пар", words, url, "Посмотреть пары", tone="warn")]
    return [
        Task(
            title=f"Низкий пульс: пара № {pulse.pair.number}",
            text="Поговорите с той стороной, которая так ответила, и запишите, что сделано.",
            url=f"{pulse.pair.get_absolute_url()}#pulse",
            action="Посмотреть ответ",
            tone="warn",
        )
        for pulse in found
    ]


def _asked(person: int) -> list[Task]:
    """The latest question of each pair that waits for the person's answer."""
    latest: dict[int, Any] = {}
    for pulse in Pulse.objects.unanswered().filter(person=person).select_related("pair").order_by("due_date"):
        latest[pulse.pair_id] = pulse
    return [
        Task(
            title=f"Как идёт работа: пара № {pulse.pair.number}",
            text="Один вопрос, два касания.",
            url=reverse("pairs:pulse", args=[pulse.pk]),
            action="Ответить",
        )
        for pulse in latest.values()
    ]


def _meetings(person: int, on: date) -> list[Task]:
    """Meetings of the next days; the mentor is asked what became of those that have passed."""
    mine = Q(pair__mentor=person) | Q(pair__members__mentee=person)
    soon = PlannedMeeting.objects.open().filter(mine, date__lte=on + timedelta(days=SOON_DAYS))
    tasks = []
    for planned in soon.filter(pair__state__in=JOURNAL_STATES).distinct().select_related("pair"):
        hour = f" в {planned.time:%H:%M}" if planned.time else ""
        when = f"{planned.date:%d.%m.%Y}{hour}"
        url = f"{planned.pair.get_absolute_url()}#planned"
        text = f"{planned.pair}, {when}" + (f": {planned.topic}" if planned.topic else "")
        if planned.date >= on:
            tasks.append(Task("Скоро встреча", text, url, "Посмотреть", due=planned.date))
        elif planned.pair.mentor_id == person:
            tasks.append(Task("Встреча состоялась?", text, url, "Отметить", due=planned.date, tone="warn"))
    return tasks
