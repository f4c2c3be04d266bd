"""What an app offers to the search: rows within the account's sight, and how one is told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from schools.models import User


class Hit(NamedTuple):
    """A row that was found: its name, a few words, where it is read ("" where the reader has no page)."""

    title: str
    detail: str
    address: str


def in_list(url_name: str) -> Callable[[User, str], str]:
    """The list page that finds by `?q=`."""

    def more(user: User, text: str) -> str:
        return f"{reverse(url_name)}?{urlencode({'q': text})}"

    return more


def nowhere(user: User, text: str) -> str:
    """The list of the kind cannot be narrowed by words."""
    return ""


@dataclass(frozen=True)
class Card:
    """A page of one row: its URL name, and the part of the address that holds the key of the row."""

    url_name: str
    argument: str = "pk"


@dataclass(frozen=True)
class Kind:
    """One sort of things: `rows` begins with the `visible_to(user)` of its list page, no rule of its own.

    `area` is the right without which the kind is not asked at all; `more` is the list narrowed by the words.
    `cards` are the pages of one row, for «Недавнее», `key` the field that their addresses name the row by;
    a kind that is not `is_sought` is told there alone.
    """

    code: str
    title: str
    area: str
    rows: Callable[[User, str], "QuerySet[Any]"]
    hit: Callable[[Any, User], Hit]
    more: Callable[[User, str], str] = nowhere
    order: int = 0
    cards: tuple[Card, ...] = ()
    key: str = "pk"
    is_sought: bool = True

    def is_open_to(self, user: User) -> bool:
        """Whether the account sees names in the area."""
        return user.access.may_see(self.area) and not user.access.only_counts(self.area)
