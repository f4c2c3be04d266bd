"""Versions of a plan that were agreed: written once, never changed."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from mentorship.roadmap.enums import EventState
from mentorship.roadmap.models import PlanVersion, Roadmap, RoadmapEvent

if TYPE_CHECKING:
    from schools.models import User


def freeze(roadmap: Roadmap, *, by: "User | None", note: str = "") -> PlanVersion:
    """Keep the plan as it is now as the roadmap's agreed version; people are left out, their posts stand."""
    events = roadmap.events.select_related("stage").order_by("order")
    return PlanVersion.objects.create(
        roadmap=roadmap,
        number=roadmap.version,
        agreed_at=timezone.now(),
        agreed_by=by,
        note=note,
        events=[_kept(event) for event in events if event.state != EventState.CANCELLED],
    )


def next_version(roadmap: Roadmap, *, by: "User | None", note: str) -> PlanVersion:
    """Number the changed plan anew and keep it; a plan agreed before versions were kept starts its record."""
    roadmap.version += 1
    roadmap.save(update_fields=["version"])
    return freeze(roadmap, by=by, note=note)


def _kept(event: RoadmapEvent) -> dict[str, Any]:
    return {
        "code": event.code,
        "stage": event.stage.number,
        "title": event.title,
        "form": event.form,
        "term": event.get_term_kind_display(),
        "start": event.start_date.isoformat() if event.start_date else None,
        "due": event.due_date.isoformat() if event.due_date else None,
        "responsible": event.responsible,
        "result": event.expected_result,
    }
