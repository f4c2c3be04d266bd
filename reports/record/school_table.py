"""The table of schools: which rows a reader asks for, in which order; arithmetic on rows, no queries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.spreadsheets.words import fold
from mentorship.spreadsheets.writer import INDEX, SHARE, Figure
from reports.record import class_display
from reports.record.picture import SchoolInYear
from schools import years
from schools.enums import ListKind
from schools.quartiles import QUARTILES

FLAGS = {"low": ListKind.LOW_RESULTS, "hard": ListKind.HARD_CONDITIONS}
CLASSES = {
    "risk": "В зоне риска",
    "stable_low": "Стабильно низкие результаты",
    "stable_high": "Стабильно высокие результаты",
    "effective": "Эффективные школы",
}
NO_QUARTILE = "none"
BY_NAME = "name"


@dataclass(frozen=True)
class Wanted:
    """What the rows are filtered by; what is empty filters nothing."""

    words: str = ""
    flag: str = ""
    quartile: str = ""
    kind: int | None = None
    municipality: int | None = None
    without_index: bool = False


def rows_of(rows: Iterable[SchoolInYear], wanted: Wanted, on: date) -> list[SchoolInYear]:
    """The rows that meet every condition."""
    return [row for row in rows if _is_wanted(row, wanted, on)]


def _is_wanted(row: SchoolInYear, wanted: Wanted, on: date) -> bool:
    school = row.school
    return (
        (not wanted.words or _is_named(row, wanted.words))
        and wanted.municipality in (None, school.municipality_id)
        and wanted.kind in (None, school.kind_id)
        and (not wanted.quartile or wanted.quartile == str(row.school_class.quartile or NO_QUARTILE))
        and (not wanted.without_index or row.results is None)
        and (not wanted.flag or _belongs(row, wanted.flag, on))
    )


def _is_named(row: SchoolInYear, words: str) -> bool:
    return fold(words) in row.school.name_key or words.strip().lower() in row.school.code.lower()


def _belongs(row: SchoolInYear, flag: str, on: date) -> bool:
    if flag in FLAGS:
        return is_listed(row, FLAGS[flag], on)
    if flag == "risk":
        return class_display.is_at_risk(row.school_class)
    return bool(getattr(row.school_class, flag))


def is_listed(row: SchoolInYear, kind: ListKind, on: date) -> bool:
    """Whether the school stands on a list at the end of the year, or on the day while the year ran."""
    return row.stored is not None and row.stored.is_listed(kind, year_day(row, on))


def year_day(row: SchoolInYear, on: date) -> date:
    """The day the year is shown on: its last one, or the day asked for while it ran."""
    return min(years.last_day(row.year), on)


# What the columns are sorted by; None is «not known» and stands last either way.
ORDERS: dict[str, tuple[str, Callable[[SchoolInYear], Any]]] = {
    BY_NAME: ("Школа", lambda row: row.school.name_key),
    "index": ("ИОР", lambda row: row.results),
    "quartile": ("Квартиль ИОР", lambda row: row.school_class.quartile),
    "wellbeing": ("ИСБШ", lambda row: row.wellbeing),
    "coverage": ("Охват наставляемыми", lambda row: row.coverage.share),
    "teachers": ("Педагогов", lambda row: row.coverage.teachers),
}


@dataclass(frozen=True)
class Order:
    """A column and a direction; as text `index` or, from the highest down, `-index`."""

    column: str = BY_NAME
    is_descending: bool = False

    @classmethod
    def read(cls, text: str) -> "Order":
        """A column that is not known falls back to the names."""
        column = text.removeprefix("-")
        return cls(column, text.startswith("-")) if column in ORDERS else cls()

    def __str__(self) -> str:
        return f"-{self.column}" if self.is_descending else self.column

    def asked_of(self, column: str) -> "Order":
        """What pressing the head of a column asks for: figures from the highest down first, then turned."""
        if column == self.column:
            return Order(column, not self.is_descending)
        return Order(column, column != BY_NAME)

    def sort(self, rows: Iterable[SchoolInYear]) -> list[SchoolInYear]:
        """The rows in order; equal ones by name, those without a figure last."""
        value = ORDERS[self.column][1]
        by_name = sorted(rows, key=lambda row: (row.school.name_key, row.school.pk))
        known = [row for row in by_name if value(row) is not None]
        known.sort(key=value, reverse=self.is_descending)
        return known + [row for row in by_name if value(row) is None]


HEADINGS = (
    "Код ОО", "Школа", "Муниципалитет", "Вид", "Учебный год", "ИОР", "Квартиль ИОР", "Откуда квартиль",
    "ИСБШ", "Квартиль ИСБШ", "Наставляемых", "Педагогов всего", "Охват", "ШНОР", "ШССУ", "Класс",
    "Каких правил не посчитать",
)  # fmt: skip
WIDTHS = (10, 40, 24, 12, 12, 10, 10, 12, 10, 10, 13, 11, 10, 8, 8, 44, 44)
_SOURCES = {"imported": "загружен", "computed": "посчитан порталом", None: None}


def cells(row: SchoolInYear, on: date) -> tuple[Any, ...]:
    """The row for Excel: the figures of the page."""
    found, coverage = row.school_class, row.coverage
    return (
        row.school.code, row.school.name, row.school.municipality.name, str(row.school.kind or ""),
        years.label(row.year), Figure(row.results, INDEX), found.quartile, _SOURCES[found.quartile_source],
        Figure(row.wellbeing, INDEX), found.wellbeing_quartile,
        coverage.mentees, coverage.teachers, Figure(coverage.share, SHARE),
        *(("да" if is_listed(row, kind, on) else "нет") if row.stored else None for kind in FLAGS.values()),
        "; ".join(mark.words for mark in class_display.held(found)),
        "; ".join(mark.words for mark in class_display.marks(found) if mark.icon == "none"),
    )  # fmt: skip


QUARTILE_CHOICES = [
    *((str(place), f"{words} квартиль") for place, words in QUARTILES.items()),
    (NO_QUARTILE, "без квартиля"),
]
