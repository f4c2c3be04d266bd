"""What half-year reports put into a mentor's calendar: the last days to hand them in."""

from datetime import date, timedelta

from django.urls import reverse

from mentorship.pairs.enums import ReportState
from mentorship.pairs.models import HalfYearReport
from schools.calendar import DAYS_BACK, CalendarEvent
from schools.models import Person

_HANDED_IN = (ReportState.SUBMITTED, ReportState.CHECKED)


def calendar_events(person: Person, on: date) -> list[CalendarEvent]:
    """The due days of the person's own reports; one that is not needed is cancelled. One query."""
    own = HalfYearReport.objects.filter(
        pair__mentor=person.pk, period__due_date__gte=on - timedelta(days=DAYS_BACK)
    )
    return [_event(report) for report in own.select_related("pair", "period").order_by("pk")]


def _event(report: HalfYearReport) -> CalendarEvent:
    words = "Отчёт сдан" if report.state in _HANDED_IN else "Сдать отчёт наставника"
    return CalendarEvent(
        uid=f"half-year-{report.pk}",
        day=report.period.due_date,
        title=f"{words}: {report.period}",
        text=str(report.pair),
        path=reverse("half_years:detail", args=[report.pk]),
        is_cancelled=report.state == ReportState.WAIVED,
        sequence=report.version,
    )
