"""How the record of a school is shown: its chart, the words of its class, its flags on the day."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from reports.record import class_display
from reports.record.history import Entry
from reports.record.index_chart import YearIndex, index_chart
from reports.record.school_record import SchoolRecord
from schools.enums import ListKind
from schools.models import SchoolYear

FLAG_LOOKS = {ListKind.LOW_RESULTS: ("warn", "warning"), ListKind.HARD_CONDITIONS: ("quiet", "info")}


class Flag(NamedTuple):
    """A list the school stands on in the shown year: tone, icon and words of its state."""

    tone: str
    icon: str
    words: str


def shown(record: SchoolRecord) -> dict[str, Any]:
    """What the page shows of the record beside its figures."""
    found, own_only = record.school_class, record.reader.own_only
    points = [_point(entry, own_only=own_only) for entry in record.history]
    return {
        "own_only": own_only,
        "entry": record.entry,
        "chart": index_chart(points[::-1]),
        "head_flags": head_flags(record),
        "quartile_phrase": class_display.quartile_phrase(found.quartile, found.quartile_source),
        "wellbeing_phrase": class_display.quartile_phrase(found.wellbeing_quartile, None),
        "quartile_why": class_display.quartile_why(found, own_only=own_only),
        "wellbeing_why": class_display.wellbeing_why(found, own_only=own_only),
        "marks": class_display.marks(found, own_only=own_only),
    }


def _point(entry: Entry, *, own_only: bool) -> YearIndex:
    """A year of the chart; of the cuts a reader of one school is given the median alone."""
    cuts: tuple[Decimal, ...] | None = entry.cuts
    if own_only and entry.median is not None:
        cuts = (entry.median,)
    return YearIndex(entry.row.year, entry.row.results_index, cuts, entry.share)


def head_flags(record: SchoolRecord) -> list[Flag]:
    """The lists of the shown year."""
    return flags_of(record.entry.row, record.year_day) if record.entry else []


def flags_of(row: SchoolYear, day: date) -> list[Flag]:
    """The lists a school stands on in a year; one it has left by the day says since when."""
    flags = []
    for kind, (tone, icon) in FLAG_LOOKS.items():
        if row.is_listed(kind, day):
            flags.append(Flag(tone, icon, kind.label))
        elif row.is_listed(kind):
            ended = getattr(row, f"{kind}_ended")
            flags.append(Flag("quiet", "done", f"{kind.label}: исключена с {ended:%d.%m.%Y}"))
    return flags
