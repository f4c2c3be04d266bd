"""Cells of dates and school years."""

import re
from datetime import date, datetime
from typing import Any

from mentorship.spreadsheets.cells.base import Cell, CellError, Raw
from mentorship.spreadsheets.words import fold

_MIDNIGHT = r"(?:[ t]00:00(?::00(?:\.0+)?)?)?"
_RUSSIAN = re.compile(rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}}){_MIDNIGHT}(?: ?г\.?)?")
_ISO = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_MIDNIGHT}")
_SCHOOL_YEAR = re.compile(r"(\d{4}) ?[/\\-] ?(\d{4})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class Date(Cell):
    """A day: an Excel date or text such as 15.09.2025."""

    width = 13

    def parse(self, raw: Raw) -> date:
        """Return the day."""
        day = self._day(raw)
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise CellError(f"Ожидается дата между {_FIRST_YEAR} и {_LAST_YEAR} годом.")
        return day

    def _day(self, raw: Raw) -> date:
        if isinstance(raw, datetime):
            return raw.date()
        if isinstance(raw, date):
            return raw
        text = fold(raw) if isinstance(raw, str) else ""
        found = _RUSSIAN.fullmatch(text) or _ISO.fullmatch(text)
        if found is None:
            raise CellError("Ожидается дата Excel или запись вида 15.09.2025.")
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError as error:
            raise CellError("Такого дня нет в календаре; ожидается дата вида 15.09.2025.") from error


class AcademicYear(Cell):
    """A school year; its value is the calendar year it begins in: «2025/2026» is 2025."""

    width = 12

    def parse(self, raw: Raw) -> int:
        """Return the first calendar year."""
        found = _SCHOOL_YEAR.fullmatch(fold(raw)) if isinstance(raw, str) else None
        if found is None or int(found[2]) != int(found[1]) + 1 or not self._known(int(found[1])):
            raise CellError("Ожидается учебный год из двух лет подряд, например 2025/2026.")
        return int(found[1])

    @staticmethod
    def _known(year: int) -> bool:
        return _FIRST_YEAR <= year <= _LAST_YEAR

    def write(self, value: Any) -> str | None:
        """Return «2025/2026»."""
        return None if value is None else f"{value}/{value + 1}"
