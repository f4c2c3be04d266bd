"""Meetings to come: agreed on, moved, called off, turned into a line of the journal."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentorship.pairs import actions, workflow
from mentorship.pairs.enums import MeetingKind
from mentorship.pairs.life.forms import CancelMeetingForm, PlannedMeetingForm
from mentorship.pairs.models import PlannedMeeting
from mentorship.pairs.views.asking import Asking, press, run_form
from mentorship.pairs.views.changes import require
from mentorship.pairs.views.heads import Seen, find_pair
from schools.guards import area_required

AREA = "pairs"


def _back(pk: int) -> str:
    return f"{reverse('pairs:detail', args=[pk])}#planned"


def _planned(
    request: HttpRequest, pk: int, planned_pk: int, action: actions.Action
) -> tuple[Seen, PlannedMeeting]:
    seen = find_pair(request, pk)
    require(seen, action)
    rows = PlannedMeeting.objects.filter(pair=seen.pair).select_related("pair")
    return seen, get_object_or_404(rows, pk=planned_pk)


def _appointment(data: dict[str, Any]) -> workflow.Appointment:
    return workflow.Appointment(**{**data, "kind": MeetingKind(data["kind"])})


def _warn(request: HttpRequest, planned: PlannedMeeting) -> None:
    """Say whom another meeting keeps at that hour: the meeting stands all the same."""
    kept = workflow.clashes(planned, workflow.sides_of(planned.pair, timezone.localdate()))
    if kept:
        words = f"В это время уже назначено: {'; '.join(kept)}. Проверьте и при необходимости перенесите."
        messages.warning(request, words)


@area_required(AREA, change=True)
def add_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree on a meeting."""
    seen, user = find_pair(request, pk), request.user
    require(seen, actions.PLAN_MEETING)
    today = timezone.localdate()

    def do(data: dict[str, Any]) -> str:
        what = _appointment(data)
        made = workflow.plan_meeting(pair=seen.pair, what=what, by=user, today=today)  # type: ignore[arg-type]
        _warn(request, made)
        return "Встреча назначена, остальным участникам отправлено письмо."

    asking = Asking("Назначить встречу", "Остальные участники пары получат письмо.", _back(pk))
    return run_form(request, seen, PlannedMeetingForm(request.POST or None), do, asking)


@area_required(AREA, change=True)
def move_meeting(request: HttpRequest, pk: int, planned_pk: int) -> HttpResponse:
    """Move a meeting, or change what it is about."""
    seen, planned = _planned(request, pk, planned_pk, actions.PLAN_MEETING)
    user: Any = request.user

    def do(data: dict[str, Any]) -> str:
        what = _appointment(data)
        moved = workflow.move_meeting(planned=planned, what=what, by=user, today=timezone.localdate())
        _warn(request, moved)
        return "Встреча изменена, остальным участникам отправлено письмо."

    shown = PlannedMeeting.objects.get(pk=planned.pk)
    form = PlannedMeetingForm(request.POST or None, instance=shown)
    asking = Asking(
        "Перенести встречу", "Остальные участники пары получат письмо.", _back(pk), "Сохранить встречу"
    )
    return run_form(request, seen, form, do, asking)


@area_required(AREA, change=True)
def cancel_meeting(request: HttpRequest, pk: int, planned_pk: int) -> HttpResponse:
    """Call a meeting off."""
    seen, planned = _planned(request, pk, planned_pk, actions.PLAN_MEETING)
    user: Any = request.user

    def do(data: dict[str, Any]) -> str:
        reason, today = data["reason"], timezone.localdate()
        workflow.cancel_meeting(planned=planned, reason=reason, by=user, today=today)
        return "Встреча отменена, остальным участникам отправлено письмо."

    asking = Asking("Отменить встречу", f"Встреча {planned.date:%d.%m.%Y}.", _back(pk))
    form = CancelMeetingForm(request.POST if request.method == "POST" else None)
    return run_form(request, seen, form, do, asking)


@require_POST
@area_required(AREA, change=True)
def hold_meeting(request: HttpRequest, pk: int, planned_pk: int) -> HttpResponse:
    """Write a meeting that has taken place into the journal, in one click."""
    _, planned = _planned(request, pk, planned_pk, actions.LOG_MEETING)
    user: Any = request.user

    def do() -> str:
        workflow.hold_meeting(planned=planned, by=user, today=timezone.localdate())
        return "Встреча записана в журнал: другая сторона подтвердит её."

    return press(request, do, _back(pk))
