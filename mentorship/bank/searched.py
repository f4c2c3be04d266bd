"""What the search and «Недавнее» tell of this app: mentors of the bank, requests."""

from typing import Any

from django.db.models import QuerySet

from mentorship.bank.models import MenteeRequest, Mentor
from schools.models import User
from schools.search import Card, Hit, Kind, in_list


def _rows(user: User, text: str) -> "QuerySet[Any]":
    found = Mentor.objects.visible_to(user).search(text)
    return found.select_related("person__school").order_by("person__name_key", "pk")


def _hit(mentor: Mentor, user: User) -> Hit:
    school = str(mentor.person.school or "")
    detail = ", ".join(filter(None, (str(mentor.get_state_display()), school)))
    return Hit(mentor.person.full_name, detail, mentor.get_absolute_url())


def _requests(user: User, text: str) -> "QuerySet[Any]":
    found = MenteeRequest.objects.visible_to(user).search(text)
    return found.select_related("person", "difficulty").order_by("-requested_date", "-pk")


def _request(row: MenteeRequest, user: User) -> Hit:
    detail = f"{row.difficulty}, {row.get_state_display()}"
    return Hit(row.person.full_name, detail, row.get_absolute_url())


KINDS = (
    Kind(
        "mentors",
        "Наставники",
        "bank",
        _rows,
        _hit,
        in_list("bank:list"),
        order=3,
        cards=(Card("bank:detail"),),
    ),
    Kind(
        "requests",
        "Запросы",
        "requests",
        _requests,
        _request,
        in_list("requests:list"),
        order=13,
        cards=(Card("requests:detail"),),
        is_sought=False,
    ),
)
