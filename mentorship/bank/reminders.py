"""Reminders of requests that stand still: weekly to methodists and curators, once to the teacher.

Everything is computed on the day and posted under a key, so that nobody gets a letter twice.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse

from mentorship.bank.enums import RequestState
from mentorship.bank.models import MenteeRequest
from mentorship.notices.enums import Topic
from mentorship.notices.posting import Letter, post_all
from schools.addressees import curators, methodists
from schools.models import Person
from schools.russian import plural

# So many days without a mentor are worth a letter; so many without anybody's look, too.
LONG_WAIT_DAYS, UNSEEN_DAYS = 14, 7
# The page belongs to the app of pairs, which stands above this one.
AGEING = "/requests/ageing/"


def remind(on: date) -> int:
    """Post what is due in the week of the day, never twice; return how many letters.

    A methodist hears of requests that nobody has looked at, and both of those that have waited long.
    """
    by_place: dict[tuple[str, int], list[MenteeRequest]] = defaultdict(list)
    for request in _waiting(on, UNSEEN_DAYS):
        is_long = request.waited_days(on) >= LONG_WAIT_DAYS
        is_unseen = request.state == RequestState.SUBMITTED
        if request.person.municipality_id is not None and (is_long or is_unseen):
            by_place["municipality", request.person.municipality_id].append(request)
        if request.person.school_id is not None and is_long:
            by_place["school", request.person.school_id].append(request)
    letters = [_letter(kind, place, rows, on) for (kind, place), rows in by_place.items()]
    return len(post_all(letters))


def tell_of_queue(on: date) -> int:
    """Tell teachers that their request stands in the queue, once a request; one sent anew counts anew."""
    letters = [
        Letter(
            Topic.REQUEST,
            (row.person,),
            "Ваш запрос в очереди",
            f"Запрос «{row.difficulty}» от {row.requested_date:%d.%m.%Y} ждёт наставника: он не забыт, "
            "методист видит его среди ожидающих. Если помощь уже не нужна, отзовите запрос.",
            row.get_absolute_url(),
            f"request-{row.pk}-queue-{row.requested_date:%Y%m%d}",
        )
        for row in _waiting(on, LONG_WAIT_DAYS)
    ]
    return len(post_all(letters))


def _waiting(on: date, days: int) -> Iterable[MenteeRequest]:
    """Those that have waited so many days or longer."""
    rows = MenteeRequest.objects.waiting().filter(requested_date__lte=on - timedelta(days=days))
    return rows.select_related("person", "difficulty")


def _letter(kind: str, place: int, rows: list[MenteeRequest], on: date) -> Letter:
    is_municipal = kind == "municipality"
    people: Iterable[Person] = methodists(place) if is_municipal else curators([place])
    long = [row for row in rows if row.waited_days(on) >= LONG_WAIT_DAYS]
    unseen = [row for row in rows if row.state == RequestState.SUBMITTED] if is_municipal else []
    year, week, _ = on.isocalendar()
    return Letter(
        Topic.REQUEST,
        tuple(people),
        f"Давно ждут наставника: {_waits(long)} дольше двух недель" if long else _not_seen(unseen),
        "\n\n".join([*_of_long(long, on), *_of_unseen(unseen)]),
        path=AGEING if is_municipal else reverse("requests:list"),
        # a curator of two schools gets both; a person who is both methodist and curator, too
        key=f"requests-wait-{kind}-{place}-{year}-{week}",
    )


def _of_long(rows: list[MenteeRequest], on: date) -> list[str]:
    if not rows:
        return []
    longest = max(row.waited_days(on) for row in rows)
    days = f"{longest} {plural(longest, 'день', 'дня', 'дней')}"
    wait = f"{_waits(rows)} наставника {LONG_WAIT_DAYS} дней и дольше, самый давний — {days}."
    return [f"{wait} Подберите пару или объясните педагогу, почему её пока нет."]


def _of_unseen(rows: list[MenteeRequest]) -> list[str]:
    if not rows:
        return []
    return [f"{_not_seen(rows)} {UNSEEN_DAYS} дней и дольше. Примите в базу или верните на уточнение."]


def _waits(rows: list[MenteeRequest]) -> str:
    return f"{len(rows)} {plural(len(rows), 'запрос ждёт', 'запроса ждут', 'запросов ждут')}"


def _not_seen(rows: list[MenteeRequest]) -> str:
    return f"{len(rows)} {plural(len(rows), 'запрос', 'запроса', 'запросов')} никто не рассмотрел"
