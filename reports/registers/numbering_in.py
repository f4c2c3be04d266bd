"""Which pair a row of mentees belongs to: the register names pairs on the mentor's row only."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from mentorship.bank.resources.people import in_batches
from mentorship.pairs.models import Pair
from mentorship.pairs.numbers import next_number
from mentorship.spreadsheets.layout import FurtherSheet, Row
from mentorship.spreadsheets.words import fold
from reports.registers.finding import People
from schools.models import Municipality


class Numbers:
    """Numbers and states of pairs as the second sheet tells them, and new numbers where it does not."""

    def __init__(self, people: People, sheet: FurtherSheet | None) -> None:
        self._pairs: dict[int, tuple[tuple[str, str], ...]] = {}
        self._mentees: dict[int, list[str]] = {}
        self._next: dict[tuple[int, int], int] = {}
        for row in sheet.rows if sheet else ():
            mentor, outcome = people.listed.get(row.number), row.get("outcome")
            if mentor is not None and outcome is not None:
                self._pairs[mentor.pk] = outcome.pairs
                self._mentees[mentor.pk] = [fold(name) for name in row.get("mentees", "").split(", ")]

    def of(self, rows: Iterable[tuple[Row, int]]) -> dict[int, str]:
        """Numbers by row, of rows with mentors: the row's own, the only one, or one a mentee in turn."""
        rows = list(rows)
        mentees: dict[int, list[str]] = defaultdict(list)
        for row, mentor in rows:
            mentees[mentor].append(fold(row.get("name")))
        found = {}
        for row, mentor in rows:
            number = row.get("pair") or self._told(mentor, fold(row.get("name")), mentees[mentor])
            if number:
                found[row.number] = number
        return found

    def _told(self, mentor: int, mentee: str, mentees: list[str]) -> str:
        numbers = [number for number, _ in self._pairs.get(mentor, ())]
        if len(numbers) == 1:
            return numbers[0]
        names = self._mentees.get(mentor, [])
        is_clear = len(set(names)) == len(numbers) == len(mentees) and set(names) == set(mentees)
        return numbers[names.index(mentee)] if is_clear else ""

    def state_of(self, mentor: int, number: str) -> str:
        """The state of a pair as the second sheet tells it; "" where it does not."""
        states = {fold(told): state for told, state in self._pairs.get(mentor, ())}
        return states.get(fold(number), "")

    def new(self, municipality: Municipality, start: date) -> str:
        """The next number of the year in which a pair began."""
        key = (municipality.pk, start.year)
        number = next_number(municipality, start)
        prefix, _, tail = number.rpartition("-")
        self._next[key] = max(self._next.get(key, 0) + 1, int(tail))
        return f"{prefix}-{self._next[key]}"


def pairs_by_number(numbers: Iterable[str]) -> dict[tuple[int, str], Pair]:
    """Stored pairs of these numbers, by municipality and folded number."""
    pairs = Pair.objects.select_related("mentor__person")
    found = in_batches(pairs, "number_key", {fold(number) for number in numbers})
    return {(pair.municipality_id, pair.number_key): pair for pair in found}
