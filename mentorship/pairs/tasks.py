"""What pairs ask a person to do: the desk's pairs that stand still, a participant's own next step."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.db.models.expressions import BaseExpression
from django.urls import reverse

from mentorship.bank.enums import RequestState
from mentorship.bank.models import MenteeRequest
from mentorship.pairs.enums import LIVE_STATES, PairState
from mentorship.pairs.models import Meeting, Pair, PairMember
from mentorship.pairs.models.pairs import SILENCE_DAYS
from schools.access import Scope
from schools.models import User
from schools.russian import plural
from schools.workplace import Task, Told, summed, tell

LONG_WAIT_DAYS = 14


def tasks_for(user: User, on: date, told: Told | None = None) -> list[Task]:
    """The tasks of methodists and curators, and those of a mentor or mentee; one query beyond `told`."""
    access = user.access
    told = tell(user, asks(user, on)) if told is None else told
    found: list[Task] = []
    if "pairs" in told:
        desk = _desk_of(user)
        found += _desk(told["pairs"], is_municipal=desk.everywhere or bool(desk.municipalities))
    if "unmatched" in told:
        found += _waiting(told["unmatched"], on)
    if "teacher" in access.roles and access.person is not None:
        found += _own(access.person.pk, on)
    return found


def asks(user: User, on: date) -> dict[str, BaseExpression]:
    """Pairs that wait for the desk, accepted requests that wait for a mentor."""
    asked: dict[str, BaseExpression] = {}
    desk = _desk_of(user)
    if not desk.is_empty:
        asked["pairs"] = _standing(Pair.objects.within(desk), on)
    if user.access.may_change("matching"):
        scope = user.access.scope("matching", change=True)
        reached = scope.q(municipality="person__municipality", school="person__school")
        accepted = MenteeRequest.objects.filter(reached, state=RequestState.ACCEPTED, requested_date__lte=on)
        asked["unmatched"] = summed(accepted, count=Count("pk"), since=Min("requested_date"))
    return asked


def _desk_of(user: User) -> Scope:
    return replace(user.access.scope("pairs", change=True), person=None)


def _standing(pairs: QuerySet[Pair], on: date) -> BaseExpression:
    """Pairs that wait for an order, a start, a completion, a meeting."""
    late = {"state": PairState.ACTIVE, "silent_since__lt": on - timedelta(days=SILENCE_DAYS)}
    silent = pairs.with_silence().filter(**late).order_by().values("pk")  # type: ignore[attr-defined]
    asked = Q(completion_asked_date__isnull=False, state__in=(PairState.ACTIVE, PairState.PAUSED))
    ending = Q(ending_asked_date__isnull=False, state__in=LIVE_STATES)
    return summed(
        pairs,
        agreed=Count("pk", filter=Q(state=PairState.AGREED)),
        ordered=Count("pk", filter=Q(state=PairState.ORDERED)),
        asked=Count("pk", filter=asked),
        ending=Count("pk", filter=ending),
        silent=Count("pk", filter=Q(pk__in=silent)),
    )


def _desk(counted: Mapping[str, Any], *, is_municipal: bool) -> list[Task]:
    """What stands still, as tasks."""
    tasks = [
        _count(
            counted["ending"],
            "Просят расторгнуть",
            "Поговорите с обеими сторонами: расторгните пару или ответьте.",
            "ending",
            "Решить",
        ),
        _count(counted["agreed"], "Ждут приказа", "Впишите номер и дату приказа.", "order", "Закрепить"),
        _count(counted["ordered"], "Ждут начала", "Отметьте день, с которого работают.", "start", "Начать"),
        _count(
            counted["silent"],
            f"Больше {SILENCE_DAYS} дней без встреч",
            "Напомните о журнале или запишите встречи, о которых знаете.",
            "meeting",
            "Посмотреть пары",
        ),
    ]
    if is_municipal:
        words = "Куратор написал итог: проверьте и завершите."
        tasks.append(_count(counted["asked"], "Предложено завершить", words, "completion", "Проверить итоги"))
    return [task for task in tasks if task is not None]


def _count(count: int, title: str, text: str, wait: str, action: str) -> Task | None:
    """«Ждут приказа: 2 пары», with the list of these very pairs behind it."""
    if not count:
        return None
    return Task(
        title=f"{title}: {count} {plural(count, 'пара', 'пары', 'пар')}",
        text=text,
        url=f"{reverse('pairs:list')}?wait={wait}",
        action=action,
    )


def _waiting(counted: Mapping[str, Any], on: date) -> list[Task]:
    """Accepted requests that wait for a mentor."""
    count = counted["count"]
    if not count:
        return []
    days = (on - date.fromisoformat(counted["since"])).days
    title = f"{count} {plural(count, 'запрос ждёт', 'запроса ждут', 'запросов ждут')} наставника"
    text = f"Дольше всех — {days} {plural(days, 'день', 'дня', 'дней')}."
    if days > LONG_WAIT_DAYS:
        return [Task(title, text, reverse("pairs:ageing"), "Посмотреть, почему", tone="warn")]
    return [Task(title, text, reverse("pairs:matching"), "Подобрать наставников")]


def _own(person: int, on: date) -> list[Task]:
    """The next step of each of the person's live pairs, one at most."""
    mine = PairMember.objects.filter(pair=OuterRef("pk"), mentee=person)
    unconfirmed = Meeting.objects.unconfirmed().filter(pair=OuterRef("pk")).exclude(logged_by=person)
    pairs = (
        Pair.objects.within(Scope(person=person))
        .live()
        .with_silence()
        .annotate(
            owes_agreement=Exists(mine.filter(agreed_date__isnull=True)),
            has_unconfirmed=Exists(unconfirmed),
        )
        .select_related("mentor__person")
        .order_by("pk")
    )
    tasks = (_step(pair, person, on) for pair in pairs)
    return [task for task in tasks if task is not None]


def _step(pair: Any, person: int, on: date) -> Task | None:
    """What the person does next in the pair."""
    is_mentor = pair.mentor_id == person
    url = pair.get_absolute_url()
    if pair.state == PairState.PROPOSED:
        owes = pair.mentor_agreed_date is None if is_mentor else pair.owes_agreement
        who = "Вам предлагают наставляемого" if is_mentor else f"Наставник: {pair.mentor.person.short_name}"
        return Task("Вам предложили пару", f"{who}. Подтвердите участие.", url, "Ответить") if owes else None
    if is_mentor and pair.state == PairState.ORDERED:
        return Task(f"{pair} закреплена приказом", "Отметьте день, когда начали работать.", url, "Начать")
    if pair.has_unconfirmed and pair.state != PairState.AGREED:
        return Task("Подтвердите встречу", f"{pair}: в журнале есть запись другой стороны.", url, "Проверить")
    days = (on - pair.silent_since).days if pair.silent_since else 0
    if is_mentor and pair.state == PairState.ACTIVE and days > SILENCE_DAYS:
        words = f"{days} {plural(days, 'день', 'дня', 'дней')} без встреч в журнале: одной строки довольно."
        return Task(f"{pair}: запишите встречу", words, url, "Записать", tone="warn")
    return None
