"""Taking back a bulk act for a few minutes: the session remembers it, the workflow of its app undoes it.

An app offers what it can take back in `undoing.py`, found by that name: `UNDOINGS`.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from schools.models import User
from schools.parts import parts_named

MINUTES: Final = 10
LATE: Final = f"Отменить разом можно {MINUTES} минут, и один раз. Теперь меняйте записи по одной."
_KEPT: Final = "undo"


class Undoing(NamedTuple):
    """A bulk act: its code, and the function that takes back what was done and says so.

    It raises ValidationError, and changes nothing, when something has changed since. What was done is what
    the act told the offer: anything that JSON can hold.
    """

    code: str
    take_back: Callable[[Any, User], str]


class Offer(NamedTuple):
    """What the account may still take back."""

    code: str
    done: Any
    path: str
    until: int


@cache
def _undoings() -> dict[str, Undoing]:
    return {one.code: one for part in parts_named("undoing") for one in part.UNDOINGS}


def offer(request: HttpRequest, *, code: str, done: Any, path: str) -> None:
    """Remember an act just done; its page offers to take it back."""
    until = int(timezone.now().timestamp()) + MINUTES * 60
    request.session[_KEPT] = Offer(code, done, path, until)


def offered(request: HttpRequest) -> Offer | None:
    """The act that may still be taken back."""
    session: Any = getattr(request, "session", None)
    kept = session.get(_KEPT) if session is not None else None
    found = Offer(*kept) if kept else None
    return found if found is not None and found.until >= timezone.now().timestamp() else None


def take_back(request: HttpRequest, user: User) -> tuple[str, str]:
    """Take the act back: what was done, in words, and the page to return to; ValidationError when late."""
    found = offered(request)
    if found is None:
        raise ValidationError(LATE)
    words = _undoings()[found.code].take_back(found.done, user)
    del request.session[_KEPT]
    return words, found.path
