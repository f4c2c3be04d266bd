"""The answer: what the portal keeps, counted into the rows and columns of a question; few queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q

from mentorship.pairs.models import PairMember
from mentorship.roadmap.enums import RUNNING_STATES, EventState, RoadmapState
from mentorship.roadmap.models import RoadmapEvent
from reports.question.choice import Question
from reports.question.enums import ROLES, STATES, Dimension, Measure
from reports.question.pivot import TOTAL, Pivot, Unit, masked, pivot
from reports.record.classes import school_classes
from reports.record.school_map import quartile_name
from schools import years
from schools.models import Employment, SchoolYear

MOST_ROWS, MOST_COLUMNS = 300, 14
NO_SCHOOL, NOT_GIVEN = "-", "не указано"
Stay = tuple[int, date | None, date | None]  # a school, from, to
Values = Mapping[str, str]  # the value of each dimension that a thing has


class Answer(NamedTuple):
    """The table, and what its rows and columns are called."""

    table: Pivot
    row_words: dict[str, str]
    column_words: dict[str, str]


def answer_of(question: Question) -> Answer:
    """Count, name and mask; ValidationError where the table would be too large to read."""
    found, wholes = list(_things(question)), []
    if question.measure == Measure.COVERAGE:
        wholes = list(_wholes(question))
        # who is not among the counted teachers is no part of them
        given = {(values[Dimension.SCHOOL], values[Dimension.YEAR]) for values, _ in wholes}
        found = [one for one in found if (one[0][Dimension.SCHOOL], one[0][Dimension.YEAR]) in given]
    cells = [(*_cell(question, values), size) for values, size in wholes]
    rows = _keys(question, question.rows, [values for values, _ in (*found, *wholes)])
    columns = _keys(question, question.columns, [values for values, _ in (*found, *wholes)])
    _refuse_large(len(rows), len(columns))
    units = (Unit(*_cell(question, values), key) for values, key in found)
    table = pivot(units, list(rows), list(columns), cells)
    # events are no people: nothing of them is hidden
    hides = question.is_masked and question.measure != Measure.EVENTS
    return Answer(masked(table, question.k) if hides else table, rows, columns)


def _refuse_large(rows: int, columns: int) -> None:
    if columns > MOST_COLUMNS:
        words = f"Столбцов получилось {columns}, помещается {MOST_COLUMNS}: поменяйте их со строками."
        raise ValidationError({"columns": words})
    if rows > MOST_ROWS:
        raise ValidationError({"rows": f"Строк получилось {rows}, помещается {MOST_ROWS}: выберите другое."})


def _cell(question: Question, values: Values) -> tuple[str, str]:
    return values[question.rows], values[question.columns] if question.columns else TOTAL


def _keys(question: Question, dimension: str, found: Iterable[Values]) -> dict[str, str]:
    """The keys of a dimension that occur, in their order, with their words; schools are all there."""
    if not dimension:
        return {}
    keys = {values[dimension] for values in found}
    if dimension == Dimension.SCHOOL:
        every = {str(key): school.name for key, school in question.schools.items()}
        return every | ({NO_SCHOOL: "Без школы"} if NO_SCHOOL in keys else {})
    if dimension == Dimension.YEAR:
        return {str(year): years.label(year) for year in question.years}
    words = {Dimension.ROLE: ROLES, Dimension.STATE: STATES}.get(Dimension(dimension))
    if words:
        return dict(words)
    # «не указано» and «нет квартиля» stand last
    return {key: key for key in sorted(keys, key=lambda key: (key in (NOT_GIVEN, quartile_name(None)), key))}


def _things(question: Question) -> Iterator[tuple[dict[str, str], Any]]:
    """What is counted, with the values of its dimensions and the key it is counted once by."""
    placed = _Places(question)
    if question.measure == Measure.EVENTS:
        yield from _events(question, placed)
        return
    for year, role, person, member in _memberships(question):
        if question.measure == Measure.COVERAGE and role != "mentee":
            continue
        key = {Measure.PEOPLE: person, Measure.PAIRS: member["pair"]}.get(
            Measure(question.measure), (person, year)
        )
        for school in placed.schools_of(person, year):
            yield (
                placed.values(school, year)
                | {
                    Dimension.ROLE: role,
                    Dimension.FORM: member["pair__form__title"] or NOT_GIVEN,
                    Dimension.SUBJECT: member["pair__subject__name"] or NOT_GIVEN,
                },
                key,
            )


def _memberships(question: Question) -> Iterator[tuple[int, str, int, dict[str, Any]]]:
    """Year, role, person and membership of every begun pair, up to the day; one query."""
    for member in _members(question).values(
        "pair", "mentor", "mentee", "start_date", "end_date", "pair__form__title", "pair__subject__name"
    ):
        for year in question.years:
            first, last = years.first_day(year), min(years.last_day(year), question.on)
            if member["start_date"] <= last and (member["end_date"] is None or member["end_date"] >= first):
                for role in ROLES:
                    yield year, role, member[role], member


def _members(question: Question) -> Any:
    return (
        PairMember.objects.begun()
        .filter(
            Q(end_date__isnull=True) | Q(end_date__gte=years.first_day(min(question.years))),
            pair__municipality=question.place,
            start_date__lte=question.on,
        )
        .order_by()
    )


def _events(question: Question, placed: "_Places") -> Iterator[tuple[dict[str, str], Any]]:
    events = RoadmapEvent.objects.in_plan().filter(
        roadmap__school__in=list(question.schools),
        roadmap__year__in=question.years,
        roadmap__state__in=(*RUNNING_STATES, RoadmapState.CLOSED),
    )
    late = set(events.overdue(question.on).order_by().values_list("pk", flat=True))
    for key, school, year, state in events.order_by().values_list(
        "pk", "roadmap__school", "roadmap__year", "state"
    ):
        stands = "done" if state == EventState.DONE else "late" if key in late else "open"
        yield placed.values(school, year) | {Dimension.STATE: stands}, key


def _wholes(question: Question) -> Iterator[tuple[dict[str, str], int]]:
    """«Педагогов всего» of every school and year."""
    placed = _Places(question)
    rows = SchoolYear.objects.filter(
        school__in=list(question.schools), year__in=question.years, teacher_count__isnull=False
    )
    for school, year, teachers in rows.order_by().values_list("school", "year", "teacher_count"):
        yield placed.values(school, year), teachers or 0


class _Places:
    """Where people worked in each year, and the quartile of each school; read when first asked."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._stays: dict[int, list[Stay]] | None = None
        self._quartiles: dict[int, str] | None = None

    def values(self, school: int | None, year: int) -> dict[str, str]:
        """School, year and, where it is asked, quartile."""
        found: dict[str, str] = {
            Dimension.SCHOOL: str(school) if school else NO_SCHOOL,
            Dimension.YEAR: str(year),
        }
        if Dimension.QUARTILE in (self.question.rows, self.question.columns):
            found[Dimension.QUARTILE] = self.quartiles().get(school or 0, quartile_name(None))
        return found

    def schools_of(self, person: int, year: int) -> list[int | None]:
        """Within reach, on the year's last day or today; [None] of the municipality's own staff."""
        on = min(years.last_day(year), self.question.on)
        held = [
            school
            for school, start, end in self.stays().get(person, [])
            if (start is None or start <= on) and (end is None or end > on)
        ]
        if not held and self.question.is_whole:
            return [None]
        return [school for school in held if school in self.question.schools]

    def stays(self) -> dict[int, list[Stay]]:
        """Schools of everyone in these pairs; one query."""
        if self._stays is None:
            members = _members(self.question)
            found: dict[int, list[Stay]] = defaultdict(list)
            rows = Employment.objects.filter(
                Q(person__in=members.values("mentor")) | Q(person__in=members.values("mentee"))
            )
            fields = ("person", "school", "start_date", "end_date")
            for person, school, start, end in rows.order_by().values_list(*fields):
                found[person].append((school, start, end))
            self._stays = dict(found)
        return self._stays

    def quartiles(self) -> dict[int, str]:
        """By ИОР in the last of the years asked for."""
        if self._quartiles is None:
            question = self.question
            classes = school_classes([question.place], max(question.years), question.on)
            self._quartiles = {
                key: quartile_name(classes[school.code].quartile if school.code in classes else None)
                for key, school in question.schools.items()
            }
        return self._quartiles
