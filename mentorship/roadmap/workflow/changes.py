"""Changes of the plan: free in a draft; in an agreed plan the school asks, the municipality decides.

Every change made after the agreement raises the roadmap's version; the terms that were agreed are kept.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.roadmap.enums import ChangeKind, ChangeState, EventState
from mentorship.roadmap.models import PlanChange, RoadmapEvent
from mentorship.roadmap.rights import require
from mentorship.roadmap.workflow import remarks
from mentorship.roadmap.workflow.guards import (
    locked_event,
    require_no_line,
    require_open,
    require_running,
    require_within_year,
    require_words,
)
from mentorship.roadmap.workflow.records import next_version

if TYPE_CHECKING:
    from schools.models import User

NO_REASON = "Напишите причину."


@transaction.atomic
def move_event(*, event: RoadmapEvent, new_due_date: date, reason: str, by: "User | None") -> PlanChange:
    """Give an event another due day: in a draft by the school, in an agreed plan by the municipality."""
    event = locked_event(event)
    _require_changeable(event, by)
    change = _move(event, new_due_date, reason, by)
    return _make(change, event, by)


@transaction.atomic
def cancel_event(*, event: RoadmapEvent, reason: str, by: "User | None") -> PlanChange:
    """Take an event out of the plan; it stays on the page with the reason."""
    event = locked_event(event)
    _require_changeable(event, by)
    change = _cancellation(event, reason, by)
    return _make(change, event, by)


@transaction.atomic
def ask_move(*, event: RoadmapEvent, new_due_date: date, reason: str, by: "User | None") -> PlanChange:
    """Ask for another due day in an agreed plan; the old one counts until the answer."""
    event = locked_event(event)
    _require_askable(event, by)
    return _ask(_move(event, new_due_date, reason, by))


@transaction.atomic
def ask_cancel(*, event: RoadmapEvent, reason: str, by: "User | None") -> PlanChange:
    """Ask to take an event out of an agreed plan."""
    event = locked_event(event)
    _require_askable(event, by)
    return _ask(_cancellation(event, reason, by))


@transaction.atomic
def accept_change(*, change: PlanChange, by: "User | None") -> PlanChange:
    """Make the change the school asked for."""
    event = locked_event(change.event)
    require(by, "change", event.roadmap)
    require_running(event.roadmap)
    require_open(event)
    return _make(_waiting(change), event, by)


@transaction.atomic
def decline_change(*, change: PlanChange, answer: str, by: "User | None") -> PlanChange:
    """Leave the plan as it is and tell the school why."""
    event = locked_event(change.event)
    require(by, "change", event.roadmap)
    change = _waiting(change)
    change.answer = require_words(answer, "answer", "Напишите школе, почему план остаётся прежним.")
    change.state = ChangeState.DECLINED
    _decide(change, by)
    record(by=by, action="roadmap.change_declined", target=event, text=change.answer)
    return change


def _require_changeable(event: RoadmapEvent, by: "User | None") -> None:
    require(by, "plan" if event.roadmap.is_draft else "change", event.roadmap)
    if not event.roadmap.is_draft:
        require_running(event.roadmap)
    require_open(event)


def _require_askable(event: RoadmapEvent, by: "User | None") -> None:
    require(by, "ask", event.roadmap)
    require_running(event.roadmap)
    require_open(event)
    require_no_line(event)


def _move(event: RoadmapEvent, new_due_date: date, reason: str, by: "User | None") -> PlanChange:
    """A move, checked and not yet stored."""
    if not event.is_datable:
        raise ValidationError(f"У мероприятия {event.code} нет срока: переносить нечего.")
    require_within_year(new_due_date, event.roadmap, "new_due_date")
    if new_due_date == event.due_date:
        raise ValidationError({"new_due_date": "Новый срок совпадает с нынешним."})
    return PlanChange(
        event=event,
        kind=ChangeKind.MOVE,
        old_due_date=event.due_date,
        new_due_date=new_due_date,
        reason=require_words(reason, "reason", NO_REASON),
        asked_by=by,
    )


def _cancellation(event: RoadmapEvent, reason: str, by: "User | None") -> PlanChange:
    """A cancellation, checked and not yet stored."""
    return PlanChange(
        event=event,
        kind=ChangeKind.CANCEL,
        old_due_date=event.due_date,
        reason=require_words(reason, "reason", NO_REASON),
        asked_by=by,
    )


def _ask(change: PlanChange) -> PlanChange:
    change.state = ChangeState.ASKED
    change.validate_constraints()
    change.save()
    record(by=change.asked_by, action="roadmap.change_asked", target=change.event, text=change.reason)
    return change


def _waiting(change: PlanChange) -> PlanChange:
    """The request as it is now; one that was decided meanwhile is refused."""
    change = PlanChange.objects.select_for_update().get(pk=change.pk)
    if change.state != ChangeState.ASKED:
        raise ValidationError(f"На эту просьбу уже ответили: {change.get_state_display()}.")
    return change


def _make(change: PlanChange, event: RoadmapEvent, by: "User | None") -> PlanChange:
    """Write the change into the plan; an agreed plan becomes a new version."""
    if change.new_due_date is not None:
        _move_term(event, change.new_due_date)
    else:
        event.state = EventState.CANCELLED
        event.save(update_fields=["state"])
        _drop_requests(change, event)
    change.state = ChangeState.MADE
    _decide(change, by)
    if event.roadmap.is_draft:
        remarks.correct([event])
    else:
        next_version(event.roadmap, by=by, note=_in_words(change))
    record(
        by=by,
        action=f"roadmap.{change.kind}",
        target=event,
        text=change.reason,
        data={"old": _iso(change.old_due_date), "new": _iso(change.new_due_date)},
    )
    return change


def _move_term(event: RoadmapEvent, due_date: date) -> None:
    """Set the due day; an event moved before its beginning begins with the month it is due in."""
    event.due_date = due_date
    if event.start_date and event.start_date > due_date:
        event.start_date = due_date.replace(day=1)
    event.save(update_fields=["due_date", "start_date"])


def _decide(change: PlanChange, by: "User | None") -> None:
    change.decided_by, change.decided_at = by, timezone.now()
    change.save()


def _drop_requests(change: PlanChange, event: RoadmapEvent) -> None:
    """A cancelled event has nothing left to be asked for."""
    waiting = event.changes.filter(state=ChangeState.ASKED).exclude(pk=change.pk)
    waiting.update(
        state=ChangeState.DECLINED,
        answer="Мероприятие отменено.",
        decided_by=change.asked_by,
        decided_at=timezone.now(),
    )


def _in_words(change: PlanChange) -> str:
    """«Перенос срока 5.4: с 31.12.2025 на 15.04.2026»."""
    words = f"{change.get_kind_display().capitalize()} {change.event.code}"
    if change.new_due_date is None:
        return words
    old = f"с {change.old_due_date:%d.%m.%Y} " if change.old_due_date else ""
    return f"{words}: {old}на {change.new_due_date:%d.%m.%Y}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
