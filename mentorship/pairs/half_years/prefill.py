"""What the portal knows of a half-year before the mentor writes a word: meetings, plan, products."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from mentorship.pairs.models import HalfYearReport, Meeting, Pair, PlanItem, Product, ReportingPeriod


def prefilled(pairs: Iterable[Pair], period: ReportingPeriod) -> list[HalfYearReport]:
    """Unsaved drafts of the pairs, filled from their plans and products; two queries."""
    pairs = list(pairs)
    within = (period.start_date, period.end_date)
    done: dict[int, list[str]] = defaultdict(list)
    for item in PlanItem.objects.filter(pair__in=pairs, done_date__range=within).order_by("done_date", "pk"):
        done[item.pair_id].append(_line(item.done_date, item.title, item.result))
    made: dict[int, list[str]] = defaultdict(list)
    products = Product.objects.filter(pair__in=pairs, date__range=within).select_related("kind")
    for product in products.order_by("date", "pk"):
        made[product.pair_id].append(_line(product.date, f"{product.kind}: {product.title}", product.link))
    return [
        HalfYearReport(
            pair=pair,
            period=period,
            plan_done="\n".join(done[pair.pk]),
            products="\n".join(made[pair.pk]),
        )
        for pair in pairs
    ]


def meetings_of(report: HalfYearReport) -> list[Meeting]:
    """The journal's meetings within the period, in their order: shown beside the report, never copied."""
    period = report.period
    within = (period.start_date, period.end_date)
    return list(Meeting.objects.filter(pair=report.pair_id, date__range=within).order_by("date", "pk"))


def _line(day: date | None, title: str, more: str) -> str:
    words = f"{day:%d.%m.%Y} — {title}" if day else title
    return f"{words}: {more}" if more else words
