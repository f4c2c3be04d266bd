"""What the portal found becomes evidence: its words as they stood when a person confirmed them."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.roadmap.enums import EventState
from mentorship.roadmap.models import Evidence, RoadmapEvent
from mentorship.roadmap.proofs import Finding, finding_of
from mentorship.roadmap.workflow.marking import markable, require_doable, settle_done

if TYPE_CHECKING:
    from schools.models import User

NOTHING = "Портал больше не находит подтверждения: данные изменились. Приложите файл или ссылку."


@transaction.atomic
def confirm_done(
    *, event: RoadmapEvent, on: date, by: "User | None", done_date: date | None = None
) -> RoadmapEvent:
    """Mark an event as done by what the portal found; the day is the found one unless another is named."""
    event = markable(event, by)
    finding = _found(event, on)
    day = done_date or finding.day or on
    require_doable(event, day, on)
    return settle_done(event=event, done_date=day, by=by, evidence=[_snapshot(event, finding, by)])


@transaction.atomic
def attach_finding(*, event: RoadmapEvent, on: date, by: "User | None") -> Evidence:
    """Add what the portal found to an event that is done, or is never done by one mark."""
    event = markable(event, by)
    if event.state == EventState.CANCELLED:
        raise ValidationError(f"Мероприятие {event.code} отменено: подтверждать нечего.")
    finding = _found(event, on)
    if event.evidence.filter(portal_words=finding.words).exists():
        raise ValidationError("Эти данные портала уже приложены.")
    evidence = _snapshot(event, finding, by)
    evidence.save()
    record(by=by, action="roadmap.evidence", target=event, text=str(evidence))
    return evidence


def _found(event: RoadmapEvent, on: date) -> Finding:
    finding = finding_of(event, on)
    if finding is None:
        raise ValidationError(NOTHING)
    return finding


def _snapshot(event: RoadmapEvent, finding: Finding, by: "User | None") -> Evidence:
    return Evidence(event=event, portal_words=finding.words, portal_path=finding.path, added_by=by)
