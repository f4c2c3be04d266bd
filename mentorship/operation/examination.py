"""The doctor's rounds: every app's checks, what they found, and what it comes to.

An app adds its own checks by a module `doctor` with CHECKS: tuples of a code, a title and a function
that takes the moment and yields («wrong» or «warning», a Russian sentence of what to do). It needs no
import of this app, which stands above it.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from django.db import Error

from schools.parts import parts_named

logger = logging.getLogger(__name__)

Finding = tuple[str, str]
Look = Callable[[datetime], Iterable[Finding]]

# The check after which nothing that needs the database is worth asking, where it finds something wrong.
DATABASE: Final = "database"


class Status(StrEnum):
    """What a check comes to; the worst is told last."""

    OK = "ok"
    SKIPPED = "skipped"
    WARNING = "warning"
    WRONG = "wrong"


class Check(NamedTuple):
    """One thing to look at."""

    code: str
    title: str
    look: Look
    needs_database: bool = True


@dataclass(frozen=True)
class Verdict:
    """What was found; each finding is a level and a sentence."""

    check: Check
    findings: tuple[Finding, ...] = ()
    is_skipped: bool = False

    @property
    def status(self) -> Status:
        """The worst of the findings."""
        if self.is_skipped:
            return Status.SKIPPED
        levels = {level for level, _ in self.findings}
        return next((level for level in (Status.WRONG, Status.WARNING) if level in levels), Status.OK)


def known_checks() -> list[Check]:
    """The checks of every app, from the uppermost down: this app's own come first."""
    return [Check(*check) for part in reversed(parts_named("doctor")) for check in part.CHECKS]


def examine(now: datetime, checks: Iterable[Check] | None = None) -> Iterator[Verdict]:
    """Look at everything; where the database does not answer, what needs it is left out."""
    is_database_up = True
    for check in known_checks() if checks is None else checks:
        if check.needs_database and not is_database_up:
            yield Verdict(check, is_skipped=True)
            continue
        verdict = _examined(check, now)
        if check.code == DATABASE and verdict.status == Status.WRONG:
            is_database_up = False
        yield verdict


def worst(verdicts: Iterable[Verdict]) -> Status:
    """What all of it comes to; a check left out is told by the one that made it so."""
    statuses = {verdict.status for verdict in verdicts}
    return next((level for level in (Status.WRONG, Status.WARNING) if level in statuses), Status.OK)


def _examined(check: Check, now: datetime) -> Verdict:
    """One check; where the database refuses it, that is the finding."""
    try:
        return Verdict(check, tuple(check.look(now)))
    except Error as failure:
        logger.exception("The check «%s» failed", check.code)
        words = f"Проверка не удалась: база ответила ошибкой {type(failure).__name__}; подробности в журнале."
        return Verdict(check, ((Status.WRONG, words),))
