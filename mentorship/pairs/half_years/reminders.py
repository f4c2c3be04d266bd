"""Reminders of reports: fourteen and three days before the last day, and once when it has passed."""

from datetime import date

from mentorship.notices.enums import Topic
from mentorship.notices.posting import Letter, post_all
from mentorship.pairs.half_years.rights import OPEN_STATES
from mentorship.pairs.models import HalfYearReport
from schools.russian import day_month

DAYS_BEFORE = (14, 3)
LATE = "late"


def remind(on: date) -> int:
    """Post what is due on the day, computed now and never twice; return how many letters."""
    waiting = HalfYearReport.objects.filter(state__in=OPEN_STATES)
    reports = waiting.select_related("period", "pair__mentor__person").order_by("pk")
    staged = ((report, _stage((report.period.due_date - on).days)) for report in reports)
    return len(post_all(_letter(report, stage) for report, stage in staged if stage is not None))


def _letter(report: HalfYearReport, stage: str) -> Letter:
    day = day_month(report.period.due_date)
    late = f"срок был {day}. Сдайте отчёт или напишите куратору, почему его нет."
    words = late if stage == LATE else f"отчёт нужно сдать до {day}."
    return Letter(
        Topic.REPORT,
        (report.pair.mentor.person,),
        f"Напоминание об отчёте: {report.period}",
        f"{report.pair}: {words}",
        path=f"/half-years/{report.pk}/",
        key=f"half-year-{report.pk}-{stage}",
    )


def _stage(days_left: int) -> str | None:
    """Which reminder it is time for: the nearest one that has begun; a missed timer still reminds."""
    if days_left < 0:
        return LATE
    return next((str(days) for days in sorted(DAYS_BEFORE) if days_left <= days), None)
