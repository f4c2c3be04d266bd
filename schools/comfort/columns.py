"""Columns of a list that an account chooses; the first column, with the link, always stands.

An app offers its lists in `listed.py`, found by that name: `LISTS`, URL name → columns.
"""

from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from django.db import transaction

from schools.models import AccountHabits, User
from schools.parts import parts_named


class Column(NamedTuple):
    """A column that may be left out: its code and its heading."""

    code: str
    words: str


class Choice(NamedTuple):
    """The columns of a list and which of them the account looks at."""

    page: str
    columns: tuple[Column, ...]
    shown: frozenset[str]

    @property
    def left_out(self) -> int:
        """How many are not shown."""
        return len(self.columns) - len(self.shown)


@cache
def lists() -> dict[str, tuple[Column, ...]]:
    """The lists of every app."""
    return {page: columns for part in parts_named("listed") for page, columns in part.LISTS.items()}


def choice_of(user: User, page: str) -> Choice:
    """What the account looks at in a list: everything until it says otherwise; one query."""
    habits = AccountHabits.of(user)
    hidden = habits.left_out.get(page, []) if habits is not None else []
    columns = lists()[page]
    return Choice(page, columns, frozenset(column.code for column in columns if column.code not in hidden))


@transaction.atomic
def choose_columns(*, by: User, page: str, shown: Collection[str]) -> None:
    """Keep which columns of a list are left out; those of other lists stay as they were."""
    habits, _ = AccountHabits.objects.select_for_update().get_or_create(user=by)
    hidden = [column.code for column in lists()[page] if column.code not in shown]
    habits.left_out = {**habits.left_out, page: hidden}
    habits.save(update_fields=["left_out"])
