"""What running pairs ask of a person: curators and methodists see to what stands still, sides answer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.expressions import BaseExpression
from django.urls import reverse

from mentorship.pairs.life.pulse import low_pulses
from mentorship.pairs.models import Pair, PlannedMeeting, Pulse
from mentorship.pairs.models.pairs import ANSWER_DAYS, FIRST_MEETING_DAYS
from mentorship.pairs.workflow.meetings import JOURNAL_STATES
from schools.models import User
from schools.russian import plural
from schools.workplace import Task, Told, summed, tell

SOON_DAYS = 2
MOST_PULSES = 5


def tasks_for(user: User, on: date, told: Told | None = None) -> list[Task]:
    """The tasks of methodists and curators, and those of a side of a pair; three queries beyond `told`."""
    access = user.access
    told = tell(user, asks(user, on)) if told is None else told
    found: list[Task] = []
    if "life" in told:
        found += _standing_still(told["life"])
        found += _low(user) if told["low_pulses"]["count"] else []
    if "teacher" in access.roles and access.person is not None:
        found += [*_asked(access.person.pk), *_meetings(access.person.pk, on)]
    return found


def asks(user: User, on: date) -> dict[str, BaseExpression]:
    """Pairs that have not met, proposals nobody answers, whether any answer is low."""
    desk = replace(user.access.scope("pairs", change=True), person=None)
    if desk.is_empty:
        return {}
    pairs = Pair.objects.within(desk)
    waiting = {
        "first": pairs.unmet(on),
        "mentor": pairs.unanswered(on, by_mentor=True),
        "mentee": pairs.unanswered(on, by_mentor=False),
    }
    counts = {
        wait: Count("pk", filter=Q(pk__in=rows.order_by().values("pk"))) for wait, rows in waiting.items()
    }
    return {
        "life": summed(pairs, **counts),
        "low_pulses": summed(low_pulses(user), count=Count("pk")),
    }


# By what the list of pairs is asked for: what stands still, and what to do.
_STILL = {
    "first": (
        "Ещё не встречались",
        f"Прошло {FIRST_MEETING_DAYS} дней от начала, а первой встречи в журнале нет.",
    ),
    "mentor": (
        "Наставник не отвечает",
        f"Предложению {ANSWER_DAYS} дней и больше: позвоните или предложите другого.",
    ),
    "mentee": (
        "Наставляемый не отвечает",
        f"Наставник согласен, предложению {ANSWER_DAYS} дней и больше.",
    ),
}


def _standing_still(counted: Mapping[str, Any]) -> list[Task]:
    """Pairs that have not met, proposals nobody answers."""
    address = reverse("pairs:list")
    return [
        Task(
            title=f"{title}: {count} {plural(count, 'пара', 'пары', 'пар')}",
            text=text,
            url=f"{address}?wait={wait}",
            action="Посмотреть пары",
            tone="warn",
        )
        for wait, (title, text) in _STILL.items()
        if (count := counted[wait])
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
