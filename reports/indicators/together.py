"""What the facts of one or several days ask of the database at once: lengths of lists, sums over years.

A number and the list behind it are one QuerySet: here its length is asked, on the page its rows.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Sum

from reports.indicators import plan_lists, prepared
from reports.indicators.people_lists import PEOPLE_LISTS, lengths
from reports.models import Statistic
from reports.thresholds import thresholds_on_days
from schools.enums import ListKind
from schools.models import Municipality, SchoolYear
from schools.models.years import listed
from surveys.models.responses import SaidByRole, verdicts_of

if TYPE_CHECKING:
    from reports.indicators.facts import Facts

# Lists that are not of people: of those see `people_lists`.
_LISTS: "dict[str, Callable[[Facts], QuerySet[Any]]]" = {
    "schools": lambda facts: facts.schools,
    "fresh_pages": lambda facts: facts.fresh_page_schools,
    "resource_sections": lambda facts: facts.resource_section_schools,
    "base_schools": lambda facts: facts.base_schools,
    "published_mentors": lambda facts: facts.published_mentors.order_by()[:1],
    "attendance": lambda facts: facts.attendance_by_name[:1],
}
# Lists of the indicators that stand beside the contract's.
_LISTS_BEYOND: "dict[str, Callable[[Facts], QuerySet[Any]]]" = {
    "category": plan_lists.category_schools,
    "category_known": plan_lists.known_category_schools,
    "category_left": plan_lists.schools_that_left,
    **{
        f"{name}_{code}": lambda facts, code=code, find=find: find(facts, code)  # type: ignore[misc]
        for code in plan_lists.PLANS
        for name, find in (
            ("due", plan_lists.due_events),
            ("done", plan_lists.done_in_time),
            ("planning", plan_lists.planning_schools),
        )
    },
}
_OTHERS = _LISTS | _LISTS_BEYOND
LISTS = (*_LISTS, *PEOPLE_LISTS)
EVERY_LIST = (*_OTHERS, *PEOPLE_LISTS)
# What the portal keeps only as it is now.
OF_TODAY = {"fresh_pages", "resource_sections", "base_schools", "published_mentors"}
PAST_LISTS = tuple(name for name in LISTS if name not in OF_TODAY)


class LengthOf(Subquery):
    """How many rows a QuerySet has, as a column of another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


class Together:
    """Facts of one programme and place on several days; each question is asked once for all of them.

    `first`: for each day the names of the lists that the first question asks for at once.
    """

    def __init__(self, facts: "Iterable[Facts]", first: Iterable[Collection[str]] = ()) -> None:
        self.facts = list(facts)
        of_days = zip(range(len(self.facts)), first, strict=False)
        self._first = {(name, place) for place, names in of_days for name in names}
        self._lengths: dict[tuple[str, int], int] = {}

    def _place_of(self, facts: "Facts") -> int:
        return next(place for place, known in enumerate(self.facts) if known is facts)

    def length(self, facts: "Facts", name: str) -> int:
        """How many rows the list has on the day of the facts."""
        asked = (name, self._place_of(facts))
        if asked not in self._lengths and asked in self._first:
            self._count(self._first)
        if asked not in self._lengths:
            self.ask(name)
        return self._lengths[asked]

    def ask(self, *names: str) -> None:
        """Count these lists of every day together, or with those of the lists asked first."""
        missing = {(name, place) for name in names for place in range(len(self.facts))} - self._lengths.keys()
        if missing & self._first:
            self._count(self._first)
            missing -= self._lengths.keys()
        if missing:
            self._count(missing)

    def _count(self, lists: set[tuple[str, int]]) -> None:
        """One query for the lists of people, one for all the others."""
        people: dict[int, list[str]] = defaultdict(list)
        for name, place in sorted(lists):
            if name in PEOPLE_LISTS:
                people[place].append(name)
        if people:
            self._lengths |= lengths(people, self.facts)
        if others := sorted((name, place) for name, place in lists if name not in PEOPLE_LISTS):
            self._count_others(others)

    def _count_others(self, asked: list[tuple[str, int]]) -> None:
        def counted(every: "Sequence[Facts]") -> QuerySet[Any, Any]:
            columns = {
                f"{name}_{place}": LengthOf(_keys(_OTHERS[name](every[place]))) for name, place in asked
            }
            anchor = Municipality.objects.filter(pk=every[0].programme.municipality_id).order_by()
            counts: QuerySet[Any, Any] = anchor.annotate(**columns).values(*columns)
            return counts

        [row] = prepared.rows(("others", *asked), counted, self.facts)
        self._lengths |= {(name, place): row[f"{name}_{place}"] for name, place in asked}

    @cached_property
    def _years(self) -> dict[int, dict[str, int]]:
        """Per school year: rows, ШНОР of the whole year, headcounts; of each day its own ШНОР."""
        programme = self.facts[0].programme
        wanted = {year for facts in self.facts for year in (facts.year, facts.year - 1)}
        rows = (
            SchoolYear.objects.filter(
                school__in=self.facts[0].schools, year__in={*wanted, programme.baseline_year}
            )
            .order_by()
            .values("year")
            .annotate(
                rows=Count("pk"),
                low=Count("pk", filter=listed(ListKind.LOW_RESULTS)),
                teachers=Sum("teacher_count", default=0),
                teachers_given=Count("teacher_count"),
                novices=Sum("novice_count", default=0),
                novices_given=Count("novice_count"),
                **self._low_on_days(),
            )
        )
        found: Iterable[Any] = rows
        return {row["year"]: row for row in found}

    def _low_on_days(self) -> dict[str, Any]:
        """For each day its own columns: ШНОР of that day, their teachers, how many of them gave it."""
        columns: dict[str, Any] = {}
        for place, facts in enumerate(self.facts):
            low = listed(ListKind.LOW_RESULTS, facts.on)
            columns[f"low_{place}"] = Count("pk", filter=low)
            columns[f"low_teachers_{place}"] = Sum("teacher_count", filter=low, default=0)
            columns[f"low_teachers_given_{place}"] = Count("teacher_count", filter=low)
        return columns

    def headcounts(self, facts: "Facts") -> dict[str, int]:
        """Sums over the year's rows: teachers, novices, and how many schools gave them."""
        row, place = self._years.get(facts.year, {}), self._place_of(facts)
        plain = ("teachers", "teachers_given", "novices", "novices_given")
        of_day = ("low_teachers", "low_teachers_given")
        return {name: row.get(name, 0) for name in plain} | {
            name: row.get(f"{name}_{place}", 0) for name in of_day
        }

    def low_counts(self, facts: "Facts") -> dict[int, tuple[int, int]]:
        """Per school year: (ШНОР, schools with a row); of this year on the day, of the last and the baseline.

        A year that is over counts every school of its list, also one that was taken off before its end.
        """
        now, found = f"low_{self._place_of(facts)}", {}
        for year in {facts.year, facts.year - 1, facts.programme.baseline_year} & self._years.keys():
            row = self._years[year]
            found[year] = (row[now if year == facts.year else "low"], row["rows"])
        return found

    @cached_property
    def thresholds_by_day(self) -> dict[date, dict[str, Decimal]]:
        """The thresholds in force on each day."""
        days = {facts.on for facts in self.facts}
        return thresholds_on_days(days, self.facts[0].programme.municipality_id)

    def thresholds(self, facts: "Facts") -> dict[str, Decimal]:
        """The thresholds in force on the day of the facts."""
        return self.thresholds_by_day[facts.on]

    @cached_property
    def _verdicts(self) -> list[SaidByRole]:
        return verdicts_of(
            [(facts.after_forms, int(facts.thresholds["satisfied_from"])) for facts in self.facts]
        )

    def verdicts(self, facts: "Facts") -> SaidByRole:
        """What the after-forms of the day's year say of taking part."""
        return self._verdicts[self._place_of(facts)]

    @cached_property
    def _statistics(self) -> list[Statistic]:
        """Entered figures of all the years, the latest first."""
        one = self.facts[0]
        rows = Statistic.objects.known_on(max(facts.on for facts in self.facts)).filter(
            municipality=one.programme.municipality_id, year__in={facts.year for facts in self.facts}
        )
        if one.school:
            rows = rows.filter(school=one.school)
        return list(rows.select_related("school", "entered_by__person").order_by("-date", "-pk"))

    def statistics(self, facts: "Facts") -> dict[str, list[Statistic]]:
        """Entered figures of the day's year known on the day, by indicator, the latest first."""
        grouped: dict[str, list[Statistic]] = defaultdict(list)
        for row in self._statistics:
            if row.year == facts.year and row.date <= facts.on:
                grouped[row.indicator].append(row)
        return dict(grouped)


def _keys(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The keys alone; a sliced QuerySet keeps its order, of the others none is needed."""
    return (rows if rows.query.is_sliced else rows.order_by()).values("pk")
