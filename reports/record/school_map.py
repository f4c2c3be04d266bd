"""The map of schools of a year: four kinds, schools without an index, moves between quartiles."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mentorship.spreadsheets.writer import INDEX, Figure, Sheet
from reports.record.class_display import quartile_words
from reports.record.picture import Picture, SchoolInYear
from reports.record.scatter import Placed, Scatter, scatter
from reports.record.school_kinds import (
    KINDS,
    QUARTILE_PLACES,
    Medians,
    Moves,
    direction,
    kind_of,
    medians,
    moves,
)
from schools import years
from schools.models import School
from schools.quartiles import QUARTILES

DIRECTIONS = {1: "поднялась", 0: "осталась", -1: "опустилась", None: "не сравнить: нет квартиля"}
MAP_HEADINGS = (
    "Код ОО", "Школа", "Муниципалитет", "ИОР", "Квартиль ИОР", "ИСБШ", "Квартиль ИСБШ", "Группа",
    "Эффективная",
)  # fmt: skip
MAP_WIDTHS = (10, 40, 24, 10, 10, 10, 10, 44, 14)
MOVES_WIDTHS = (10, 40, 24, 16, 16, 28)
_TURNS = {1: "выше", 0: "тот же", -1: "ниже", None: "не сравнить"}
_ANSWERS = {True: "да", False: "нет", None: "нет данных"}


@dataclass(frozen=True)
class OnMap:
    """A school with both indices and its kind."""

    row: SchoolInYear
    results: Decimal
    wellbeing: Decimal
    kind: str

    @property
    def quartile(self) -> str:
        """The quartile of ИОР in words."""
        return quartile_words(self.row.school_class.quartile, self.row.school_class.quartile_source)

    @property
    def wellbeing_quartile(self) -> str:
        """The quartile of ИСБШ in words."""
        return quartile_words(self.row.school_class.wellbeing_quartile, None)


@dataclass(frozen=True)
class KindGroup:
    """The schools of a kind, those with the highest ИОР first."""

    code: str
    name: str
    schools: list[OnMap]


@dataclass(frozen=True)
class Missing:
    """A school that is not on the map, and what it lacks."""

    row: SchoolInYear
    words: str


@dataclass(frozen=True)
class SchoolMap:
    """The map of a year; `moved` are the moves of ИОР between the quartiles since the year before."""

    year: int
    middle: Medians
    groups: list[KindGroup]
    missing: list[Missing]
    moved: Moves[School]

    @property
    def placed(self) -> list[OnMap]:
        """Every school on the map."""
        return [found for group in self.groups for found in group.schools]

    @property
    def effective(self) -> int:
        """How many of them are effective."""
        return sum(bool(found.row.school_class.effective) for found in self.placed)

    def chart(self, address: Any) -> Scatter | None:
        """The drawing; `address` gives the page of a school."""
        return scatter([_placed(found, address(found.row.school)) for found in self.placed], self.middle)


def school_map(picture: Picture, year: int) -> SchoolMap:
    """Sort the schools of a year; the picture holds the classes of the year and of the one before."""
    rows = picture.of_year(year)
    before = {row.school.pk: row.school_class.quartile for row in picture.of_year(year - 1)}
    middle = medians((row.results, row.wellbeing) for row in rows)
    placed = [
        OnMap(row, row.results, row.wellbeing, kind_of(row.results, row.wellbeing, middle))
        for row in rows
        if row.results is not None and row.wellbeing is not None
    ]
    placed.sort(key=lambda found: -found.results)
    return SchoolMap(
        year=year,
        middle=middle,
        groups=[
            KindGroup(code, name, [found for found in placed if found.kind == code])
            for code, (name, _) in KINDS.items()
        ],
        missing=[Missing(row, _lacks(row)) for row in rows if None in (row.results, row.wellbeing)],
        moved=moves((row.school, before[row.school.pk], row.school_class.quartile) for row in rows),
    )


def _lacks(row: SchoolInYear) -> str:
    if row.results is None and row.wellbeing is None:
        return "нет ИОР и ИСБШ"
    return "нет ИОР" if row.results is None else "нет ИСБШ"


def _placed(found: OnMap, address: str) -> Placed:
    is_effective = bool(found.row.school_class.effective)
    name = found.row.school.name
    return Placed(name, address, found.results, found.wellbeing, found.kind, is_effective)


def quartile_name(place: int | None) -> str:
    """«первый», of none «нет квартиля»."""
    return QUARTILES[place] if place else "нет квартиля"


def move_rows(moved: Moves[School]) -> list[dict[str, Any]]:
    """The table of moves: a row a quartile of the year before, a cell a quartile of the year."""
    return [
        {
            "name": quartile_name(before),
            "cells": [
                {
                    "name": quartile_name(after),
                    "schools": moved.at(before, after),
                    "turn": _TURNS[direction(before, after)],
                }
                for after in QUARTILE_PLACES
            ],
        }
        for before in QUARTILE_PLACES
    ]


def map_sheets(found: SchoolMap) -> list[Sheet]:
    """The map and the moves for Excel: the figures of the page."""
    label, before = (years.label(year).replace("/", "-") for year in (found.year, found.year - 1))
    moves_headings = (
        "Код ОО",
        "Школа",
        "Муниципалитет",
        f"Квартиль {before}",
        f"Квартиль {label}",
        "Переход",
    )
    rows = [_map_cells(place.row, KINDS[place.kind][0]) for place in found.placed]
    rows += [_map_cells(lacking.row, f"не на карте: {lacking.words}") for lacking in found.missing]
    turns = [
        (*_who(school), before_place, after_place, DIRECTIONS[direction(before_place, after_place)])
        for before_place in QUARTILE_PLACES
        for after_place in QUARTILE_PLACES
        for school in found.moved.at(before_place, after_place)
    ]
    return [
        Sheet(f"Карта {label}", MAP_HEADINGS, rows, MAP_WIDTHS),
        Sheet(f"Переходы {before}", moves_headings, turns, MOVES_WIDTHS),
    ]


def _map_cells(row: SchoolInYear, kind: str) -> tuple[Any, ...]:
    held = row.school_class
    return (
        *_who(row.school), Figure(row.results, INDEX), held.quartile,
        Figure(row.wellbeing, INDEX), held.wellbeing_quartile, kind, _ANSWERS[held.effective],
    )  # fmt: skip


def _who(school: School) -> tuple[str, str, str]:
    return school.code, school.name, school.municipality.name
