"""The indicators of all municipalities within reach on today's figures, added up by the database.

Only sums are read, so the page costs as much for a thousand municipalities as for ten. Figures that no longer
hold are counted anew, so many a page; those of the others are told as they were earlier today.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, cast

from django.db.models import Count, DateField, FilteredRelation, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from mentorship.prepared import Prepared, Slot
from mentorship.programmes.models import Programme
from reports.indicators.definitions import SHARE, Indicator
from reports.indicators.registry import REGISTRY
from reports.models import Summary
from reports.models.summaries import unchanged
from reports.region.choice import AREA, running_in
from reports.region.table import Cell
from reports.summaries.keeping import figures_of
from schools.access import Scope
from schools.models import User

# Each is as much work as a page of indicators that nobody has counted yet.
AT_ONCE: Final = 10
# Far more than the regions and groups of municipalities that one process is asked about.
_REACHES: Final = 100
_DAY: Final = cast(date, Slot("on", DateField()))


@dataclass(frozen=True)
class Line:
    """An indicator over all municipalities: Σ parts ÷ Σ wholes or Σ counts, and how many gave theirs."""

    indicator: Indicator
    total: Cell
    given: int


@dataclass(frozen=True)
class Today:
    """The lines; how many municipalities there are, of how many there are figures, of how many older ones."""

    lines: tuple[Line, ...]
    municipalities: int
    counted: int
    older: int

    @property
    def uncounted(self) -> int:
        """Of how many there are no figures of today yet."""
        return self.municipalities - self.counted


@lru_cache(_REACHES)
def _state_in(scope: Scope) -> Prepared[tuple[int, int, int]]:
    return Prepared(lambda: _state(running_in(scope, _DAY).order_by()))


@lru_cache(_REACHES)
def _sums_in(scope: Scope) -> Prepared[tuple[Any, ...]]:
    return Prepared(lambda: _sums(running_in(scope, _DAY).order_by()))


def _state(programmes: QuerySet[Programme]) -> QuerySet[Any, Any]:
    """How many programmes there are, have figures of the day, have figures that hold."""
    kept = FilteredRelation("summaries", condition=Q(summaries__has_names=False, summaries__on=_DAY))
    holds = unchanged("kept__", "municipality")
    found = programmes.annotate(kept=kept, one=Value(1)).values("one")
    counts = found.annotate(every=Count("pk"), counted=Count("kept"), held=Count("kept", filter=holds))
    return counts.values_list("every", "counted", "held")


def _sums(programmes: QuerySet[Programme]) -> QuerySet[Any, Any]:
    """The sums of every indicator: parts, wholes and how many gave them; counts and how many gave these."""
    figure = "summaries__figures__"
    parted = Q(**{f"{figure}part__isnull": False, f"{figure}whole__gt": 0})
    # what people enter without a whole is a part, what the portal counts is a count
    entered = Q(**{f"{figure}part__isnull": False, f"{figure}whole": None})
    single = Q(**{f"{figure}number": ""}) & (entered | Q(**{f"{figure}count__isnull": False}))
    shown = programmes.filter(
        summaries__has_names=False, summaries__on=_DAY, summaries__figures__is_hidden=False
    )
    sums = shown.values(f"{figure}code").annotate(
        parts=Sum(f"{figure}part", filter=parted),
        wholes=Sum(f"{figure}whole", filter=parted),
        parted=Count("pk", filter=parted),
        counts=Sum(Coalesce(f"{figure}count", f"{figure}part"), filter=single),
        single=Count("pk", filter=single),
    )
    return sums.values_list(f"{figure}code", "parts", "wholes", "parted", "counts", "single")


def today_of(user: User, today: date) -> Today:
    """Add up the figures for who sees no names, whoever asks: nobody's mask follows from a total."""
    scope = user.access.scope(AREA)
    every, counted, held = _state_in(scope).first(on=today) or (0, 0, 0)
    if held < every:
        _refresh(running_in(scope, today), today)
        every, counted, held = _state_in(scope).first(on=today) or (0, 0, 0)
    sums = {code: row for code, *row in _sums_in(scope).rows(on=today)}
    lines = tuple(
        _line(indicator, *sums.get(code, (None, None, 0, None, 0))) for code, indicator in REGISTRY.items()
    )
    return Today(lines, every, counted, counted - held)


def _refresh(programmes: QuerySet[Programme], today: date) -> None:
    """Count the first few of those whose figures do not hold."""
    holding = Summary.objects.holding(today).filter(has_names=False)
    for programme in programmes.exclude(pk__in=holding.values("programme")).order_by("pk")[:AT_ONCE]:
        figures_of(programme, today, has_names=False)


def _line(
    indicator: Indicator, part: int | None, whole: int | None, parted: int, count: int | None, counted: int
) -> Line:
    if indicator.unit == SHARE:
        value = Fraction(part, whole) if part is not None and whole else None
        return Line(indicator, Cell(SHARE, part, whole, value), parted)
    value = None if count is None else Fraction(count)
    return Line(indicator, Cell(indicator.unit, value=value), counted)
