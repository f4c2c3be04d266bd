"""Reminders of reports: fourteen and three days before the last day, and once when it has passed."""

from datetime import date

from mentorship.notices.enums import Topic
from mentorship.notices.posting import post
from mentorship.pairs.half_years.rights import OPEN_STATES
from mentorship.pairs.models import HalfYearReport
from schools.russian import day_month

DAYS_BEFORE = (14, 3)


def remind(on: date) -> int:
    """Post what is due on the day, computed now and never twice; return how many letters."""
    open_reports = HalfYearReport.objects.filter(state__in=OPEN_STATES)
    posted = 0
    for report in open_reports.select_related("period", "pair__mentor__person").order_by("pk"):
        stage = _stage((report.period.due_date - on).days)
        if stage is None:
            continue
        day = day_month(report.period.due_date)
        late = f"срок был {day}. Сдайте отчёт или напишите куратору, почему его нет."
        words = late if stage == "late" else f"отчёт нужно сдать до {day}."
        posted += len(
            post(
                Topic.REPORT,
                [report.pair.mentor.person],
                f"Напоминание об отчёте: {report.period}",
                f"{report.pair}: {words}",
                path=f"/half-years/{report.pk}/",
                key=f"half-year-{report.pk}-{stage}",
            )
        )
    return posted


def _stage(days_left: int) -> str | None:
    """Which reminder it is time for: the nearest one that has begun; a missed timer still reminds."""
    if days_left < 0:
        return "late"
    return next((str(days) for days in sorted(DAYS_BEFORE) if days_left <= days), None)
