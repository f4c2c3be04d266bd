"""The indicators of all municipalities within reach on today's figures, added up by the database.

Only sums are read, so the page costs as much for a thousand municipalities as for ten. Figures that no longer
hold are counted anew, so many a page; those of the others are told as they were earlier today.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When

from mentorship.programmes.models import Programme
from reports.indicators.definitions import SHARE, Indicator
from reports.indicators.registry import REGISTRY
from reports.models import Summary, SummaryFigure
from reports.region.choice import AREA, running_in
from reports.region.table import Cell
from reports.summaries.keeping import figures_of
from schools.models import User

# Each is as much work as a page of indicators that nobody has counted yet.
AT_ONCE: Final = 10
_SHOWN: Final = Q(is_hidden=False)
_PARTED: Final = _SHOWN & Q(part__isnull=False, whole__gt=0)
# what people enter without a whole is a part, what the portal counts is a count
_COUNTED: Final = _SHOWN & Q(number="") & (Q(part__isnull=False, whole=None) | Q(count__isnull=False))


@dataclass(frozen=True)
class Line:
    """An indicator over all municipalities: Σ parts ÷ Σ wholes or Σ counts, and how many gave theirs."""

    indicator: Indicator
    total: Cell
    given: int


@dataclass(frozen=True)
class Today:
    """The lines; how many municipalities there are, of how many there are figures, of how many older ones."""

    lines: list[Line]
    municipalities: int
    counted: int
    older: int

    @property
    def uncounted(self) -> int:
        """Of how many there are no figures of today yet."""
        return self.municipalities - self.counted


def today_of(user: User, today: date) -> Today:
    """Add up the figures for who sees no names, whoever asks: nobody's mask follows from a total."""
    # pairs of keys: of a country no object is made of each
    programmes = dict(running_in(user, AREA, today).values_list("municipality", "pk")).values()
    holding = _refreshed(programmes, today)
    kept = Summary.objects.filter(has_names=False, on=today, programme__in=programmes)
    counted = kept.count()
    rows = {row["code"]: row for row in _sums(kept)}
    lines = [_line(REGISTRY[code], rows[code]) for code in REGISTRY if code in rows]
    return Today(lines, len(programmes), counted, counted - len(holding))


def _refreshed(programmes: Collection[int], today: date) -> set[int]:
    """Count the first few of those that do not hold; the programmes whose figures hold then."""
    holds = Summary.objects.holding(today).filter(has_names=False, programme__in=programmes)
    holding = set(holds.order_by().values_list("programme", flat=True))
    stale = [pk for pk in programmes if pk not in holding][:AT_ONCE]
    for programme in Programme.objects.filter(pk__in=stale):
        figures_of(programme, today, has_names=False)
    return holding.union(stale)


def _sums(kept: QuerySet[Summary]) -> Collection[Mapping[str, Any]]:
    figures = SummaryFigure.objects.filter(summary__in=kept, code__in=REGISTRY).order_by()
    count = Case(When(count=None, then=F("part")), default=F("count"))
    return figures.values("code").annotate(
        parts=Sum("part", filter=_PARTED),
        wholes=Sum("whole", filter=_PARTED),
        parted=Count("pk", filter=_PARTED),
        counts=Sum(count, filter=_COUNTED),
        counted=Count("pk", filter=_COUNTED),
    )


def _line(indicator: Indicator, row: Mapping[str, Any]) -> Line:
    if indicator.unit == SHARE:
        part, whole = row["parts"], row["wholes"]
        value = Fraction(part, whole) if whole else None
        return Line(indicator, Cell(SHARE, part, whole, value), row["parted"])
    value = None if row["counts"] is None else Fraction(row["counts"])
    return Line(indicator, Cell(indicator.unit, value=value), row["counted"])
