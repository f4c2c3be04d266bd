"""Figures of today that are kept: read where they hold, counted anew after a change, rebuilt, compared.

Whatever changes, triggers mark its municipality in the same transaction (`reports.guards`), so a change is in
the figures of the next page. Nobody waits for who counts: what changes meanwhile has them counted once more.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import cast

from django.db import transaction
from django.db.models import BooleanField, DateField, QuerySet
from django.utils import timezone

from mentorship.planning import take_statistics
from mentorship.prepared import Prepared, Slot
from mentorship.programmes.models import Programme
from reports.indicators.beyond import KNOWN
from reports.indicators.owed import EVERY_SOURCE, Debt
from reports.indicators.ratio import Coverage, Ratio
from reports.models import SourceChange, Summary, SummaryFigure
from reports.summaries.figures import Figures, counted

# Each is counted from the whole municipality: of a whole country only some can be.
RECOUNTED = 60


def _known() -> QuerySet[Summary]:
    asked = Summary.objects.asked_on(cast(date, Slot("on", DateField())))
    return asked.filter(programme=Slot("programme"), has_names=Slot("has_names", BooleanField())).order_by()


_KNOWN = Prepared(_known)
_FIGURES = Prepared(lambda: SummaryFigure.objects.filter(summary=Slot("summary")))


def figures_of(programme: Programme, on: date, *, has_names: bool) -> Figures:
    """The figures of the whole municipality; those of another day than today are counted each time."""
    if on != timezone.localdate():
        return counted(programme, on, has_names=has_names)
    known = _KNOWN.first(on=on, programme=programme.pk, has_names=has_names)
    if known is not None and known.is_holding:
        return _read(known)
    return _count(known or Summary.objects.begin(programme, has_names=has_names), programme, on)


def _count(known: Summary, programme: Programme, on: date) -> Figures:
    """Count and keep; nothing is locked meanwhile."""
    if Summary.objects.take_marks(programme.municipality_id):
        # others may have told of more: then these figures do not hold, and are counted once more
        known.changes += 1
    figures = counted(programme, on, has_names=known.has_names)
    _keep(known, on, figures)
    return figures


@transaction.atomic(savepoint=False)
def _keep(known: Summary, on: date, figures: Figures) -> None:
    """Keep what was counted after the changes that `known` tells of, unless there are newer figures."""
    owed = [
        [debt.source.code, debt.named, debt.more, [row.code for row in debt.indicators]]
        for debt in figures.owed
    ]
    held = Summary.objects.filter(pk=known.pk).exclude(counted__gt=known.changes)
    if not held.update(counted=known.changes, on=on, owed=owed):
        return
    SummaryFigure.objects.filter(summary=known.pk).delete()
    SummaryFigure.objects.bulk_create(
        _row(known, code, ratio, figures.before.get(code)) for code, ratio in figures.ratios.items()
    )


def _row(summary: Summary, code: str, ratio: Ratio, before: Fraction | None) -> SummaryFigure:
    coverage, number = ratio.coverage, ratio.number
    is_count = number is not None and number.denominator == 1
    return SummaryFigure(
        summary=summary,
        code=code,
        part=ratio.part,
        whole=ratio.whole,
        count=int(number) if number is not None and is_count else None,
        number="" if number is None or is_count else str(number),
        before="" if before is None else str(before),
        given=coverage.schools_with_data if coverage else None,
        schools=coverage.schools if coverage else None,
        is_hidden=ratio.is_hidden,
        note=ratio.note,
        beside=list(ratio.beside),
    )


def _read(summary: Summary) -> Figures:
    rows = _FIGURES.rows(summary=summary.pk)
    return Figures(
        {row.code: _ratio(row) for row in rows},
        {row.code: Fraction(row.before) for row in rows if row.before},
        [
            Debt(EVERY_SOURCE[source], tuple(named), more, tuple(KNOWN[code] for code in codes))
            for source, named, more, codes in summary.owed
        ],
    )


def _ratio(row: SummaryFigure) -> Ratio:
    known = row.given is not None and row.schools is not None
    number = row.number or row.count
    return Ratio(
        part=row.part,
        whole=row.whole,
        number=None if number is None else Fraction(number),
        coverage=Coverage(row.given, row.schools) if known else None,  # type: ignore[arg-type]  # both are known
        is_hidden=row.is_hidden,
        note=row.note,
        beside=tuple(row.beside),
    )


def forget() -> None:
    """Throw all kept figures away: other formulas may have come, or the triggers were down for a while."""
    Summary.objects.all().delete()


def keep_all() -> int:
    """Have the figures of every programme that runs today ready; return how many summaries there are.

    What people wrote of a source would stay in figures of days that are over, and marks of municipalities
    whose figures nobody counts would gather.
    """
    today = timezone.localdate()
    Summary.objects.exclude(on=today).delete()
    running = Programme.objects.running(today).order_by("pk")
    asked = [(programme, has_names) for programme in running for has_names in (True, False)]
    for programme, has_names in asked:
        figures_of(programme, today, has_names=has_names)
    take_statistics(Summary, SummaryFigure)
    for municipality in sorted(set(SourceChange.objects.values_list("municipality", flat=True))):
        Summary.objects.take_marks(municipality)
    return len(asked)


def rebuild() -> int:
    """Count the figures of every programme that runs today anew; return how many summaries there are."""
    forget()
    return keep_all()


def wrong_ones() -> Iterator[Summary]:
    """Kept figures that say they hold, and are not those of the data: so many of today's."""
    today = timezone.localdate()
    for row in Summary.objects.holding(today).select_related("programme")[:RECOUNTED]:
        if _read(row) != counted(row.programme, today, has_names=row.has_names):
            yield row
