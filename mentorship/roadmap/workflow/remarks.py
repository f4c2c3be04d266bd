"""Remarks on single events of a returned plan: made at the return, answered by correcting or by a word."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mentorship.audit.log import record
from mentorship.roadmap.models import Remark, Roadmap, RoadmapEvent
from mentorship.roadmap.rights import require
from mentorship.roadmap.workflow.guards import codes_in_words, locked, require_draft, require_words

if TYPE_CHECKING:
    from schools.models import User


def make_remarks(roadmap: Roadmap, texts: Mapping[int, str], by: "User | None") -> list[Remark]:
    """Store what is wrong with events by primary key; blank texts are no remarks."""
    wanted = {key: text.strip() for key, text in texts.items() if text.strip()}
    events = {event.pk: event for event in roadmap.events.filter(pk__in=wanted)}
    remarks = [Remark(event=events[key], text=wanted[key], made_by=by) for key in events]
    for remark in remarks:
        remark.clean_fields(exclude=["event", "made_by"])
    return Remark.objects.bulk_create(remarks)


def correct(events: Iterable[RoadmapEvent]) -> None:
    """A change of an event answers the remarks on it."""
    Remark.objects.open().filter(event__in=events, corrected_at=None).update(corrected_at=timezone.now())


@transaction.atomic
def answer_remark(*, remark: Remark, answer: str, by: "User | None") -> Remark:
    """Say why an event stays as it is."""
    roadmap = locked(remark.event.roadmap)
    require(by, "plan", roadmap)
    require_draft(roadmap)
    remark = Remark.objects.select_related("event").get(pk=remark.pk)
    remark.answer = require_words(answer, "answer", "Напишите, что сделали или почему оставили как есть.")
    remark.clean_fields(exclude=["event", "made_by"])
    remark.save(update_fields=["answer"])
    record(by=by, action="roadmap.remark_answered", target=remark.event, text=remark.answer)
    return remark


def require_answered(roadmap: Roadmap) -> None:
    """A returned plan is sent again once every remark was dealt with."""
    left = Remark.objects.unanswered().filter(event__roadmap=roadmap).order_by("event__order")
    codes = list(dict.fromkeys(left.values_list("event__code", flat=True)))
    if codes:
        raise ValidationError(
            f"Ответьте на замечания к мероприятиям {codes_in_words(codes)}: исправьте их или напишите, "
            "почему оставили как есть."
        )


def settle(roadmap: Roadmap) -> None:
    """The agreement closes the remarks; they stay readable."""
    Remark.objects.open().filter(event__roadmap=roadmap).update(settled_at=timezone.now())
