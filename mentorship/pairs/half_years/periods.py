"""Reporting periods: their dates, and which pairs owe a report for one (decisions.md §5, domain.md §4.5)."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.notices.enums import Topic
from mentorship.notices.posting import Letter, post_all
from mentorship.pairs.enums import ENTERED_STATES, HalfYear
from mentorship.pairs.half_years.prefill import prefilled
from mentorship.pairs.models import HalfYearReport, Pair, ReportingPeriod
from schools import years
from schools.models import Municipality, User
from schools.russian import day_month

# A pair that was at work for fewer days of the period owes no report.
ENOUGH_DAYS = 30


class Span(NamedTuple):
    """First and last day of a period, and the last day to submit."""

    start: date
    end: date
    due: date


def usual_dates(year: int, half: int) -> Span:
    """I: 1 September – 31 December, due 15 January; II: 1 January – 31 May, due 10 June."""
    if half == HalfYear.FIRST:
        return Span(date(year, 9, 1), date(year, 12, 31), date(year + 1, 1, 15))
    return Span(date(year + 1, 1, 1), date(year + 1, 5, 31), date(year + 1, 6, 10))


def half_of(day: date) -> tuple[int, int]:
    """The school year and the half that a day belongs to; the summer belongs to the second half."""
    year = years.year_of(day)
    return year, HalfYear.FIRST if day.year == year else HalfYear.SECOND


def open_period(
    *, municipality: Municipality, year: int, half: int, dates: Span, by: User | None, today: date
) -> ReportingPeriod:
    """Open a period and make the drafts of its pairs; ValidationError when it is open already."""
    with transaction.atomic():
        period = ReportingPeriod(
            municipality=municipality,
            year=year,
            half=half,
            start_date=dates.start,
            end_date=dates.end,
            due_date=dates.due,
        )
        if dates.start > today:
            raise ValidationError(f"Период начинается {dates.start:%d.%m.%Y}: откройте его не раньше.")
        period.full_clean()
        period.save()
        record(by=by, action="half_years.open", target=period, text=f"Открыт отчётный период: {period}")
        add_reports(period=period, today=today)
    return period


@transaction.atomic
def add_reports(*, period: ReportingPeriod, today: date) -> list[HalfYearReport]:
    """Make the drafts that are missing; may be called again: pairs reach their thirty days one by one."""
    # a methodist and the timer at once: one waits for the other
    period = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    begun = Pair.objects.filter(municipality=period.municipality_id, state__in=ENTERED_STATES)
    missing = begun.exclude(pk__in=period.reports.order_by().values("pair"))
    pairs = missing.select_related("mentor__person").prefetch_related("members").order_by("pk")
    owing = [pair for pair in pairs if worked_days(pair, period, today) >= ENOUGH_DAYS]
    made = HalfYearReport.objects.bulk_create(prefilled(owing, period))
    post_all(_letter(report) for report in made)
    return made


def worked_days(pair: Pair, period: ReportingPeriod, today: date) -> int:
    """Days of the period up to today, both ends counted, on which the pair had a member."""
    starts = [member.start_date for member in pair.members.all() if member.start_date]
    if not starts:
        return 0
    ends = [member.end_date for member in pair.members.all()]
    last = max((end for end in ends if end), default=today) if None not in ends else today
    start, end = max(min(starts), period.start_date), min(last, today, period.end_date)
    return max((end - start).days + 1, 0)


def _letter(report: HalfYearReport) -> Letter:
    period = report.period
    return Letter(
        Topic.REPORT,
        (report.pair.mentor.person,),
        f"Отчёт наставника: {period}",
        f"{report.pair}: черновик отчёта готов, встречи и выполненные пункты плана уже в нём. "
        f"Дополните его и сдайте до {day_month(period.due_date)}.",
        path=f"/half-years/{report.pk}/",
        key=f"half-year-{report.pk}-open",
    )
