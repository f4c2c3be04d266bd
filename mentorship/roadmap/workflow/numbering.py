"""Codes and order of a plan's events."""

import re

from django.db.models import Max

from mentorship.roadmap.enums import OPEN_REVISIONS
from mentorship.roadmap.models import RevisionLine, Roadmap, RoadmapEvent, TemplateStage

_NUMBERED = re.compile(r"^(.*?)(\d+)$")


def next_code(roadmap: Roadmap, stage: TemplateStage) -> str:
    """Return the code that follows the stage's last one: «1.5» after «1.4», «S35» after «S34»."""
    lines = RevisionLine.objects.filter(revision__roadmap=roadmap, revision__state__in=OPEN_REVISIONS)
    taken = {*roadmap.events.values_list("code", flat=True), *lines.values_list("code", flat=True)}
    own = roadmap.events.filter(stage__number=stage.number).order_by("-order").values_list("code", flat=True)
    last = _NUMBERED.match(own[0]) if own else None
    prefix = last[1] if last else f"{stage.number}."
    width = len(last[2]) if last else 1
    numbers = [int(found[2]) for code in taken if (found := _NUMBERED.match(code)) and found[1] == prefix]
    return f"{prefix}{max(numbers, default=0) + 1:0{width}d}"


def last_order(roadmap: Roadmap) -> int:
    """The order of the last event, 0 in an empty plan."""
    return roadmap.events.aggregate(last=Max("order"))["last"] or 0


def renumber(roadmap: Roadmap) -> None:
    """Let the events follow their stages; within a stage they keep their order, new ones come last."""
    events = sorted(
        roadmap.events.select_related("stage"), key=lambda event: (event.stage.order, event.order)
    )
    for order, event in enumerate(events, start=1):
        event.order = order
    RoadmapEvent.objects.bulk_update(events, ["order"])


def stages_of(roadmap: Roadmap) -> list[TemplateStage]:
    """The stages a plan has: those of its events, and those of its template that have none yet."""
    held = {event.stage.number: event.stage for event in roadmap.events.select_related("stage")}
    known = {stage.number: stage for stage in TemplateStage.objects.filter(template=roadmap.template_id)}
    return sorted({**known, **held}.values(), key=lambda stage: stage.order)
