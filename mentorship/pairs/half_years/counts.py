"""Half-year reports as numbers: by school and state, how many are overdue (computed, never stored)."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from mentorship.pairs.enums import ReportState
from mentorship.pairs.half_years.rights import OPEN_STATES
from mentorship.pairs.models import HalfYearReport, PairMember, ReportingPeriod

STATES = tuple(ReportState)


class Line(NamedTuple):
    """A school's reports by state (its word, the number), how many are overdue, how many in all."""

    school: str
    counts: list[tuple[str, int]]
    overdue: int
    total: int


def overdue(on: date) -> Q:
    """The condition that a report is not in though its last day has passed."""
    return Q(state__in=OPEN_STATES, period__due_date__lt=on)


def is_overdue(report: HalfYearReport, on: date) -> bool:
    """The same of one report."""
    return report.state in OPEN_STATES and report.period.due_date < on


def by_school(reports: "list[HalfYearReport]", on: date) -> tuple[list[Line], Line]:
    """Lines by the mentees' school and the line of all; a pair across schools stands in each; one query."""
    schools = defaultdict(set)
    named = PairMember.objects.filter(pair__in=[report.pair_id for report in reports])
    for pair, name in named.order_by().values_list("pair", "mentee__school__name"):
        schools[pair].add(name or "Без школы")
    grouped: dict[str, list[HalfYearReport]] = defaultdict(list)
    for report in reports:
        for school in schools[report.pair_id]:
            grouped[school].append(report)
    lines = [_line(school, found, on) for school, found in sorted(grouped.items())]
    return lines, _line("Всего", reports, on)


def _line(title: str, reports: "list[HalfYearReport]", on: date) -> Line:
    counts = [(str(state.label), sum(item.state == state for item in reports)) for state in STATES]
    return Line(title, counts, sum(is_overdue(item, on) for item in reports), len(reports))


def running_period(periods: "list[ReportingPeriod]", on: date) -> ReportingPeriod | None:
    """The period to show first: the latest that has begun, `periods` being the latest first."""
    return next((period for period in periods if period.start_date <= on), None)
