"""Events of a template as events of a school year's plan."""

from typing import Any

from mentorship.roadmap import dates
from mentorship.roadmap.models import Roadmap, RoadmapEvent, TemplateEvent


def fresh_events(roadmap: Roadmap) -> list[RoadmapEvent]:
    """Copies of the template's events, their months turned into days of the year (docs/adr/0007)."""
    template_events = TemplateEvent.objects.filter(stage__template=roadmap.template)
    return [
        RoadmapEvent(roadmap=roadmap, order=order, code=event.code, **values_of(event, roadmap.year))
        for order, event in enumerate(template_events.order_by("stage__order", "order"), start=1)
    ]


def values_of(event: TemplateEvent, year: int) -> dict[str, Any]:
    """What a template's event becomes in the plan of a school year."""
    return {
        "stage_id": event.stage_id,
        "title": event.title,
        "form": event.form,
        "term_text": event.term_text,
        "term_kind": event.term_kind,
        "start_date": dates.start_of(year, event.start_month),
        "due_date": dates.due_of(year, event.due_month),
        "responsible": event.responsible,
        "expected_result": event.result,
    }
