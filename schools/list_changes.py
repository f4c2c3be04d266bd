"""Lists of ШНОР and ШССУ beside each other: two years, two orders, an order and the flags it would change.

A roll is a list with its name and its order, wherever it was read: from the flags of a school year or from
the lines of an order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from schools import years
from schools.enums import ListKind
from schools.flag_intervals import ORDER_UNKNOWN
from schools.models import Municipality, School, SchoolList, SchoolYear

# Order words of several lists stand in one field of a school's year.
SEPARATOR = "; "


@dataclass(frozen=True)
class Roll:
    """A list of schools, in the order of their names: what it is called and by which order it stands."""

    title: str
    order: str
    schools: tuple[School, ...]


class Orders(NamedTuple):
    """Words of the adopted orders of a list and of the other one: they stand in one field of a year."""

    own: frozenset[str]
    foreign: frozenset[str]

    def spoken(self, words: Iterable[str]) -> str:
        """By which orders the list stands: its own adopted ones, else what is written that is not foreign."""
        known = dict.fromkeys(part for part in words if part and part not in self.foreign)
        adopted = [part for part in known if part in self.own]
        return SEPARATOR.join(adopted or known) or ORDER_UNKNOWN


@dataclass(frozen=True)
class Changes:
    """What became of the schools between two rolls."""

    before: Roll
    after: Roll
    included: list[School]
    excluded: list[School]
    stayed: list[School]


def compare(before: Roll, after: Roll) -> Changes:
    """Which schools only the later roll holds, only the earlier one, and both."""
    earlier, later = ({school.pk for school in roll.schools} for roll in (before, after))
    return Changes(
        before=before,
        after=after,
        included=[school for school in after.schools if school.pk not in earlier],
        excluded=[school for school in before.schools if school.pk not in later],
        stayed=[school for school in after.schools if school.pk in earlier],
    )


def changes_between(municipality: Municipality, kind: str, year_a: int, year_b: int) -> Changes:
    """What changed between the lists of two school years, by the flags; four queries."""
    before, after = (roll_of_year(municipality, kind, year) for year in (year_a, year_b))
    return compare(before, after)


def roll_of_year(municipality: Municipality, kind: str, year: int) -> Roll:
    """Every school that stood on the year's list, if only for a part of it; two queries."""
    rows = SchoolYear.objects.filter(school__municipality=municipality, year=year).listed(kind)
    listed = list(rows.select_related("school"))
    schools = {row.school_id: row.school for row in listed}
    return roll_of_rows(listed, schools, kind, year, known_orders(municipality, kind, [year]))


def roll_of_rows(
    rows: Iterable[SchoolYear],
    schools: Mapping[int, School],
    kind: str,
    year: int,
    orders: Orders,
) -> Roll:
    """The roll of a school year out of its rows."""
    listed = [row for row in rows if row.year == year and row.is_listed(kind) and row.school_id in schools]
    words = (part for row in listed for part in row.order.split(SEPARATOR))
    found = sorted(
        (schools[row.school_id] for row in listed), key=lambda school: (school.name_key, school.pk)
    )
    return Roll(years.label(year), orders.spoken(words), tuple(found))


def known_orders(municipality: Municipality, kind: str, wanted: Iterable[int]) -> Orders:
    """The adopted orders of these years, parted by kind; one query."""
    lists = SchoolList.objects.filter(municipality=municipality, year__in=list(wanted))
    adopted = list(lists.filter(adopted_at__isnull=False))
    own = frozenset(item.order_words for item in adopted if item.kind == kind)
    return Orders(own, frozenset(item.order_words for item in adopted if item.kind != kind) - own)


def roll_of_document(school_list: SchoolList) -> Roll:
    """The schools of an order; one query."""
    lines = school_list.lines.select_related("school").order_by("school__name_key", "school__pk")
    title = f"приказ {school_list.order_words}"
    return Roll(title, school_list.order_words, tuple(line.school for line in lines))


@dataclass(frozen=True)
class PreviewLine:
    """A school of a preview, and what there is to say of it."""

    school: School
    note: str = ""


@dataclass(frozen=True)
class Preview:
    """What adopting a list would do with the flags of its municipality and year; `added`: without a row."""

    included: list[PreviewLine]
    excluded: list[PreviewLine]
    staying: list[PreviewLine]
    without_year: list[School]
    warnings: list[str]

    @property
    def changes_nothing(self) -> bool:
        """Whether the flags are already those of the list."""
        return not (self.included or self.excluded)


def preview(school_list: SchoolList) -> Preview:
    """Compare the lines of a list with the flags as they are; four queries."""
    kind = school_list.kind
    rows = SchoolYear.objects.filter(school__municipality=school_list.municipality_id, year=school_list.year)
    known = {row.school_id: row for row in rows.select_related("school")}
    listed = roll_of_document(school_list).schools
    included: list[PreviewLine] = []
    staying: list[PreviewLine] = []
    for school in listed:
        row = known.get(school.pk)
        stays = row is not None and row.is_listed(kind) and getattr(row, f"{kind}_ended") is None
        (staying if stays else included).append(PreviewLine(school, _note(row, kind)))
    chosen = {school.pk for school in listed}
    leaving = [row for row in known.values() if row.is_listed(kind) and row.school_id not in chosen]
    leaving.sort(key=lambda row: (row.school.name_key, row.school_id))
    return Preview(
        included=included,
        excluded=[PreviewLine(row.school, _note(row, kind)) for row in leaving],
        staying=staying,
        without_year=[school for school in listed if school.pk not in known],
        warnings=_warnings(school_list),
    )


def _note(row: SchoolYear | None, kind: str) -> str:
    """What is worth saying of a school's year."""
    if row is None:
        return "записи за этот год нет: портал её создаст"
    ended = getattr(row, f"{kind}_ended")
    return f"была исключена с {ended:%d.%m.%Y}" if ended else ""


def _warnings(school_list: SchoolList) -> list[str]:
    """Other orders of the same list that are in force already."""
    same = SchoolList.objects.filter(
        municipality=school_list.municipality_id, kind=school_list.kind, year=school_list.year
    )
    adopted = list(same.exclude(pk=school_list.pk).filter(adopted_at__isnull=False).order_by("date", "pk"))
    name = ListKind(school_list.kind).label
    words = []
    for other in adopted:
        if other.date > school_list.date:
            words.append(
                f"Уже применён более поздний приказ {other.order_words}: этот приказ старше. "
                f"Применяйте его, только если он действительно должен заменить перечень {name}."
            )
        else:
            words.append(f"Заменит ранее применённый приказ {other.order_words}.")
    return words
