"""«Было и стало» of the schools in sight: from records, classes and coverage to figures and sheets."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from mentorship.spreadsheets.writer import INDEX, Figure, Sheet
from reports.record.coverage import Coverage
from reports.record.effect import WARNING, Comparison, Effect, Group, Standing, Track, best_covered, effect_of
from reports.record.picture import Picture, SchoolInYear
from reports.record.school_kinds import direction
from reports.record.school_map import DIRECTIONS, quartile_name
from schools import years
from schools.models import School

COVERED, NOT_COVERED = "Охвачены парами", "Не охвачены"


class YearCoverage(NamedTuple):
    """The coverage of a school in one of the years compared."""

    year: int
    coverage: Coverage


@dataclass(frozen=True)
class SchoolThen:
    """A school that is compared, with its coverage in every year after the first."""

    school: School
    coverage: list[YearCoverage]

    @property
    def widest(self) -> YearCoverage:
        """The year with the greatest coverage, the latest of equal ones."""
        return max(
            self.coverage, key=lambda found: (found.coverage.share or 0, found.coverage.mentees, found.year)
        )


@dataclass(frozen=True)
class EffectReport:
    """The comparison of two years; `thresholds` says from which coverage on a school counts as covered."""

    since: int
    until: int
    thresholds: frozenset[Decimal]
    effect: Effect[SchoolThen]

    @property
    def compared(self) -> list[Track[SchoolThen]]:
        """The schools by the quartile they began in, then by ИОР, the lowest first."""
        no_quartile = 5
        return sorted(
            self.effect.compared,
            key=lambda track: (
                track.before.quartile or no_quartile,
                track.before.index,
                track.school.school.name_key,
            ),
        )


def covered_years(since: int, until: int) -> range:
    """The school years whose pairs count: those after the first year, up to the last."""
    return range(since + 1, until + 1)


def effect_report(
    picture: Picture, since: int, until: int, thresholds: Mapping[int, Decimal]
) -> EffectReport:
    """Compare two years; `thresholds` are those of the municipalities by key."""
    after = {row.school.pk: row for row in picture.of_year(until)}
    tracks = []
    for row in picture.of_year(since):
        school = row.school
        found = [YearCoverage(year, picture.coverage(school, year)) for year in covered_years(since, until)]
        threshold = thresholds[school.municipality_id]
        is_covered = best_covered(item.coverage.is_above(threshold) for item in found)
        then = SchoolThen(school, found)
        tracks.append(Track(then, _standing(row), _standing(after[school.pk]), is_covered))
    return EffectReport(since, until, frozenset(thresholds.values()), effect_of(tracks))


def _standing(row: SchoolInYear) -> Standing:
    return Standing(row.results, row.school_class.quartile)


GROUP_HEADINGS = (
    "Квартиль в начале", "Группа", "Школ", "Медиана ИОР в начале", "Медиана изменения ИОР", "Интервал, от",
    "Интервал, до", "Поднялись", "Остались", "Опустились", "Без квартиля", "Что можно сказать",
)  # fmt: skip
GROUP_WIDTHS = (18, 18, 8, 14, 16, 12, 12, 12, 12, 12, 12, 90)
SCHOOL_WIDTHS = (10, 40, 24, 10, 12, 10, 12, 12, 14, 16, 13, 11, 10, 12)


def effect_sheets(report: EffectReport) -> list[Sheet]:
    """The comparison, the schools and who is left out, for Excel: the figures of the page."""
    groups = [*_group_cells(report.effect.whole), ()]
    for comparison in report.effect.by_quartile:
        groups += _group_cells(comparison)
    groups += [(), (WARNING,)]
    before, after = years.label(report.since), years.label(report.until)
    headings = (
        "Код ОО", "Школа", "Муниципалитет", f"ИОР {before}", f"Квартиль {before}", f"ИОР {after}",
        f"Квартиль {after}", "Изменение ИОР", "Переход", "Группа", "Наставляемых", "Педагогов всего", "Охват",
        "Год охвата",
    )  # fmt: skip
    left = [(*_who(track), track.gap and track.gap.value) for track in report.effect.left_out]
    return [
        Sheet("Сравнение", GROUP_HEADINGS, groups, GROUP_WIDTHS),
        Sheet("Школы", headings, [_school_cells(track) for track in report.compared], SCHOOL_WIDTHS),
        Sheet("Не вошли", ("Код ОО", "Школа", "Муниципалитет", "Почему"), left, (10, 40, 24, 60)),
    ]


def start_name(comparison: Comparison) -> str:
    """The quartile a comparison's schools began in, of the whole «все школы»."""
    return "все школы" if comparison.quartile == 0 else quartile_name(comparison.quartile)


def _group_cells(comparison: Comparison) -> list[tuple[Any, ...]]:
    named = ((COVERED, comparison.covered), (NOT_COVERED, comparison.others))
    return [
        (start_name(comparison), name, *_figures(group), comparison.words if name == COVERED else None)
        for name, group in named
    ]


def _figures(group: Group) -> tuple[Any, ...]:
    low, high = group.interval or (None, None)
    return (
        group.schools, Figure(group.start, INDEX), Figure(group.change, INDEX), Figure(low, INDEX),
        Figure(high, INDEX), group.rose, group.stayed, group.fell, group.unplaced,
    )  # fmt: skip


def _school_cells(track: Track[SchoolThen]) -> tuple[Any, ...]:
    widest = track.school.widest
    mentees, teachers = widest.coverage
    return (
        *_who(track), Figure(track.before.index, INDEX), track.before.quartile,
        Figure(track.after.index, INDEX), track.after.quartile, Figure(track.change, INDEX),
        DIRECTIONS[direction(track.before.quartile, track.after.quartile)],
        COVERED if track.is_covered else NOT_COVERED, mentees, teachers,
        Figure(widest.coverage.share, "0.0%"), years.label(widest.year),
    )  # fmt: skip


def _who(track: Track[SchoolThen]) -> tuple[str, str, str]:
    school = track.school.school
    return school.code, school.name, school.municipality.name
