"""What is still open when a pair begins or is completed, and the protocol of its end."""

from datetime import date
from importlib import import_module
from typing import Any

from django.conf import settings

from mentorship.pairs.enums import MeetingKind, ReportState
from mentorship.pairs.models import HalfYearReport, Pair

_SETTLED = (ReportState.CHECKED, ReportState.WAIVED)


def owed_forms(pair: Pair, on: date, *, is_end: bool = False) -> list[str]:
    """Questionnaires that the people of the pair have not sent, as the apps above know (PAIR_WARNINGS)."""
    found: list[str] = []
    for name in settings.PAIR_WARNINGS:
        found += import_module(name).missing_forms(pair, on, is_end=is_end)
    return found


def warnings_of(pair: Pair, on: date) -> list[str]:
    """What to know before the end; nothing of it forbids it, the journal keeps it (domain.md §4.3)."""
    return [*open_ends(pair), *owed_forms(pair, on, is_end=True)]


def open_ends(pair: Pair) -> list[str]:
    """What the table asks for before the end and the pair's own records do not show; four queries."""
    found = []
    if not pair.meetings.filter(kind=MeetingKind.FINAL).exists():
        found.append("Заключительная встреча не записана в журнале.")
    if unconfirmed := pair.meetings.unconfirmed().count():
        found.append(f"Не подтверждено встреч: {unconfirmed}. После завершения подтвердить будет нельзя.")
    reports = HalfYearReport.objects.filter(pair=pair).exclude(state__in=_SETTLED).select_related("period")
    found += [
        f"Отчёт за {report.period}: {report.get_state_display()}, а должен быть проверен."
        for report in reports.order_by("period__year", "period__half")
    ]
    if undone := pair.plan.standing().filter(done_date=None).count():
        found.append(f"Не отмечено выполненным пунктов плана: {undone}.")
    return found


def protocol_of(pair: Pair, members: list[Any]) -> dict[str, Any]:
    """The figures and lists of the protocol; five queries."""
    meetings = list(pair.meetings.order_by("date", "pk").values_list("date", "kind", "confirmed_by"))
    starts = [member.start_date for member in members if member.start_date]
    ends = [member.end_date for member in members if member.end_date]
    plan = list(pair.plan.standing())
    return {
        "since": min(starts, default=None),
        "until": max(ends, default=None) if pair.is_over else None,
        "meeting_count": len(meetings),
        "confirmed_count": sum(1 for _, _, confirmed in meetings if confirmed),
        "final_meeting": max((day for day, kind, _ in meetings if kind == MeetingKind.FINAL), default=None),
        "plan_count": len(plan),
        "plan_done": sum(1 for item in plan if item.done_date),
        "effects": list(pair.effects.all()),
        "products": list(pair.products.select_related("kind").order_by("date", "pk")),
        "reports": list(pair.half_year_reports.select_related("period").order_by("period__start_date")),
    }
