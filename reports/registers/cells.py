"""Cells that only the register has: several facts in one cell, as its sheets write them."""

import re
from datetime import date, datetime
from typing import Any, NamedTuple

from mentorship.bank.enums import MentorState
from mentorship.pairs.enums import FINAL_STATES, PairState
from mentorship.spreadsheets.cells import CellError, Text
from mentorship.spreadsheets.words import fold

_DAY = r"\d{1,2}\.\d{1,2}\.\d{4}"
_ORDER = re.compile(rf"(?:№ ?)?(?P<number>.+?)(?: от (?P<day>{_DAY}))?")
_INTERVIEW = re.compile(rf"(?P<day>{_DAY}), (?P<ready>не готов|готов)", re.IGNORECASE)
_TRAINING = re.compile(rf"(?P<programme>.+?), (?P<day>{_DAY})(?:; ?|$)")
_WAIVER = "не нужно: "
_PAIR = "пара № "
_PAIR_STATES = {fold(state.label): state for state in PairState}
_MENTOR_STATES = {fold(state.label): state for state in MentorState}

# So long are the texts that a cell may join.
LONGEST = 8000


class NamedOrder(NamedTuple):
    """An order by number and date."""

    number: str
    date: date | None


class Ending(NamedTuple):
    """How a pair ended: the state and the words beside it."""

    state: str
    text: str


class Trained(NamedTuple):
    """Trainings by programme and date, or why none is needed."""

    done: tuple[tuple[str, date], ...] = ()
    waiver: str = ""


class Outcome(NamedTuple):
    """Numbers and states of a mentor's pairs, or the mentor's own state."""

    pairs: tuple[tuple[str, str], ...] = ()
    state: str = ""


class OrderCell(Text):
    """«№ 15 от 30.09.2025»; the date may be missing."""

    width = 24

    def parse(self, raw: Any) -> Any:
        """Return the order."""
        found = _ORDER.fullmatch(super().parse(raw))
        if found is None or len(found["number"]) > 60:  # noqa: PLR2004 - the length of an order's number
            raise CellError("Ожидается номер и дата приказа, например «№ 15 от 30.09.2025».")
        return NamedOrder(found["number"], _day(found["day"]) if found["day"] else None)


class EndingCell(Text):
    """«завершена: запрос решён»; the words may be missing."""

    width = 34

    def parse(self, raw: Any) -> Any:
        """Return how the pair ended; one that has not ended leaves the cell blank."""
        label, _, text = super().parse(raw).partition(":")
        state = _PAIR_STATES.get(fold(label))
        if state not in FINAL_STATES:
            allowed = ", ".join(str(final.label) for final in FINAL_STATES)
            raise CellError(f"Ожидается, чем кончилась пара: {allowed}; после двоеточия — итог или причина.")
        return Ending(state, text.strip())


class InterviewsCell(Text):
    """«20.09.2025, готов», several with «;» between them."""

    width = 22

    def parse(self, raw: Any) -> Any:
        """Return dates with whether the mentor was found ready."""
        found = [_INTERVIEW.fullmatch(part.strip()) for part in super().parse(raw).split(";")]
        held = {_day(part["day"]): fold(part["ready"]) == "готов" for part in found if part}
        if not all(found):
            raise CellError("Ожидается дата и итог собеседования, например «20.09.2025, готов».")
        return held


class TrainingsCell(Text):
    """«Школа наставника, 25.09.2025», several with «;» between them; or «не нужно: …»."""

    width = 34

    def parse(self, raw: Any) -> Any:
        """Return the trainings, or why none is needed."""
        text = super().parse(raw)
        if fold(text).startswith(_WAIVER):
            return Trained(waiver=text[len(_WAIVER) :][:300])
        done, rest = [], text
        while found := _TRAINING.match(rest):
            done.append((found["programme"], _day(found["day"])))
            rest = rest[found.end() :].lstrip()
        if rest or not done:
            raise CellError("Ожидается программа и дата обучения, например «Школа наставника, 25.09.2025».")
        return Trained(tuple(done))


class OutcomeCell(Text):
    """«пара № 1 действует», several with «;» between them; or the state of the mentor."""

    width = 30

    def parse(self, raw: Any) -> Any:
        """Return the pairs with their states, or the state."""
        text = super().parse(raw)
        if fold(text) in _MENTOR_STATES:
            return Outcome(state=_MENTOR_STATES[fold(text)])
        pairs = [_pair(part) for part in re.split(rf"; (?={_PAIR})", text, flags=re.IGNORECASE)]
        if not all(pairs):
            raise CellError("Ожидается «пара № 1 действует» или состояние наставника, например «в банке».")
        return Outcome(tuple(pair for pair in pairs if pair))


def _pair(text: str) -> tuple[str, str] | None:
    """Number and state of «пара № 1 действует»."""
    if not fold(text).startswith(_PAIR):
        return None
    number, _, label = text[len(_PAIR) :].rpartition(" ")
    state = _PAIR_STATES.get(fold(label))
    return (number, state) if number and state else None


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError as error:
        raise CellError(f"Даты {text} не бывает.") from error


def split_known(text: str, known: "frozenset[str] | set[str]") -> list[str]:
    """Part «Физика, Родной язык, литература» at commas, keeping together the longest known words."""
    parts, found, start = text.split(", "), [], 0
    while start < len(parts):
        ends = range(len(parts), start, -1)
        end = next((end for end in ends if fold(", ".join(parts[start:end])) in known), start + 1)
        found.append(", ".join(parts[start:end]))
        start = end
    return [word for word in found if word.strip()]
