"""Lines of a proposed version become the plan; moves and cancellations stand in the event's history too."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone

from mentorship.roadmap.enums import ChangeKind, ChangeState, EventState, LineKind
from mentorship.roadmap.models import PlanChange, Revision, RevisionLine, RoadmapEvent
from mentorship.roadmap.models.planned import PLAN_FIELDS
from mentorship.roadmap.workflow import numbering
from mentorship.roadmap.workflow.guards import codes_in_words

if TYPE_CHECKING:
    from schools.models import User


def take(revision: Revision, by: "User | None") -> str:
    """Write every line into the plan; returns what changed, in words."""
    lines = list(revision.lines.select_related("event", "stage"))
    _require_still_open(lines)
    for line in lines:
        if line.event is None:
            _add(line, revision)
        else:
            _change(line, line.event, revision, by)
    numbering.renumber(revision.roadmap)
    return _in_words(lines)


def _require_still_open(lines: list[RevisionLine]) -> None:
    """What was done or cancelled meanwhile is not changed any more."""
    settled = [line.code for line in lines if line.event is not None and not line.event.is_open]
    if settled:
        raise ValidationError(
            f"Мероприятия {codes_in_words(settled)} уже выполнены или отменены: верните изменения, "
            "чтобы школа убрала эти строки."
        )


def _add(line: RevisionLine, revision: Revision) -> None:
    values = {name: getattr(line, name) for name in PLAN_FIELDS}
    RoadmapEvent.objects.create(
        roadmap=revision.roadmap,
        code=line.code,
        order=numbering.last_order(revision.roadmap) + 1,
        added_at=timezone.now(),
        agreed_due_date=line.due_date,
        **values,
    )


def _change(line: RevisionLine, event: RoadmapEvent, revision: Revision, by: "User | None") -> None:
    old_due_date = event.due_date
    if line.kind == LineKind.CANCEL:
        event.state = EventState.CANCELLED
        event.save(update_fields=["state"])
        _remember(line, event, revision, by)
        return
    for name in PLAN_FIELDS:
        setattr(event, name, getattr(line, name))
    event.save(update_fields=PLAN_FIELDS)
    if line.due_date is not None and line.due_date != old_due_date:
        _remember(line, event, revision, by, old_due_date=old_due_date, new_due_date=line.due_date)


def _remember(
    line: RevisionLine, event: RoadmapEvent, revision: Revision, by: "User | None", **days: date | None
) -> None:
    """The event's own history: a move where there are days, else a cancellation."""
    PlanChange.objects.create(
        event=event,
        kind=ChangeKind.MOVE if days else ChangeKind.CANCEL,
        reason=line.reason,
        state=ChangeState.MADE,
        asked_by=revision.submitted_by,
        decided_by=by,
        decided_at=timezone.now(),
        **days,
    )


def _in_words(lines: list[RevisionLine]) -> str:
    """«Новые мероприятия: 1.5. Изменены: 5.4, 6.1. Отменены: 1.3.»."""
    headings = {
        LineKind.ADD: "Новые мероприятия",
        LineKind.EDIT: "Изменены",
        LineKind.CANCEL: "Отменены",
    }
    parts = []
    for kind, heading in headings.items():
        if codes := [line.code for line in lines if line.kind == kind]:
            parts.append(f"{heading}: {', '.join(codes)}.")
    return " ".join(parts)
