"""What half-year reports ask of a person: the mentor writes, the curator checks, the methodist chases."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.expressions import BaseExpression
from django.urls import reverse

from mentorship.pairs.enums import ReportState
from mentorship.pairs.half_years.counts import overdue
from mentorship.pairs.half_years.rights import OPEN_STATES
from mentorship.pairs.models import HalfYearReport
from schools.models import User
from schools.russian import plural
from schools.workplace import Task, Told, summed, tell

SOON_DAYS = 14


def tasks_for(user: User, on: date, told: Told | None = None) -> list[Task]:
    """The tasks of a mentor, of curators and methodists; one query beyond `told`."""
    access = user.access
    told = tell(user, asks(user, on)) if told is None else told
    found: list[Task] = []
    if access.person is not None and "teacher" in access.roles:
        found += _own(access.person.pk, on)
    if "half_years" in told:
        scope = access.scope("half_years", change=True)
        found += _desk(told["half_years"], is_municipal=bool(scope.municipalities or scope.everywhere))
    return found


def asks(user: User, on: date) -> dict[str, BaseExpression]:
    """Reports that wait for a check, and those that are late."""
    scope = user.access.scope("half_years", change=True)
    if not (scope.schools or scope.municipalities or scope.everywhere):
        return {}
    reports = HalfYearReport.objects.filter(pk__in=HalfYearReport.objects.visible_to(user).values("pk"))
    counted = summed(
        reports.exclude(pair__mentor=user.person_id),
        waiting=Count("pk", filter=Q(state=ReportState.SUBMITTED)),
        late=Count("pk", filter=overdue(on)),
    )
    return {"half_years": counted}


def _own(person: int, on: date) -> list[Task]:
    """The reports the person owes, each with its day."""
    owed = HalfYearReport.objects.filter(pair__mentor=person, state__in=OPEN_STATES)
    tasks = []
    for report in owed.select_related("pair", "period").order_by("period__due_date", "pk"):
        late, soon = report.period.due_date < on, (report.period.due_date - on).days <= SOON_DAYS
        is_returned = report.state == ReportState.RETURNED
        tasks.append(
            Task(
                title="Поправьте отчёт" if is_returned else "Напишите отчёт за полугодие",
                text=f"{report.pair}, {report.period}." + (" Куратор вернул его." if is_returned else ""),
                url=reverse("half_years:detail", args=[report.pk]),
                action="Открыть отчёт",
                due=report.period.due_date,
                tone="bad" if late else "warn" if soon or is_returned else "",
            )
        )
    return tasks


def _desk(counted: Mapping[str, Any], *, is_municipal: bool) -> list[Task]:
    """Reports that wait for a check; for the methodist also those that are late."""
    address = reverse("half_years:list")
    tasks = []
    if not is_municipal and (waiting := counted["waiting"]):
        words = plural(waiting, "отчёт ждёт", "отчёта ждут", "отчётов ждут")
        text = "Примите их или верните с замечаниями."
        tasks.append(Task(f"{waiting} {words} проверки", text, f"{address}?state=submitted", "Проверить"))
    if late := counted["late"]:
        words = plural(late, "отчёт просрочен", "отчёта просрочены", "отчётов просрочено")
        text = "Напомните наставникам или отметьте, почему отчёт не нужен."
        tasks.append(Task(f"{late} {words}", text, f"{address}?state=overdue", "Посмотреть", tone="warn"))
    return tasks
