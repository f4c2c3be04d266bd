"""A later version of a template is offered to running roadmaps, line by line, and never forced."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from mentorship.audit.log import record
from mentorship.roadmap import differences
from mentorship.roadmap.enums import LineKind
from mentorship.roadmap.models import (
    Revision,
    RevisionLine,
    Roadmap,
    RoadmapEvent,
    RoadmapTemplate,
    TemplateEvent,
)
from mentorship.roadmap.models.planned import PLAN_FIELDS
from mentorship.roadmap.rights import require
from mentorship.roadmap.workflow import copying, numbering, revising
from mentorship.roadmap.workflow.guards import locked
from mentorship.roadmap.workflow.planning import check_planned

if TYPE_CHECKING:
    from schools.models import User


class Offer(NamedTuple):
    """A later version of the roadmap's template and the lines of it that this plan may take."""

    template: RoadmapTemplate
    lines: list[differences.Difference]


def offer_for(roadmap: Roadmap) -> Offer | None:
    """What a later version of the template changes for this plan; None for nothing, or when it was left."""
    later = later_template(roadmap)
    if later is None:
        return None
    old, new = _rows(roadmap.template), _rows(later)
    held = {event.code: event for event in roadmap.events.all()}
    lines = [line for line in differences.between(old, new, differences.TEMPLATE_WORDS) if _fits(line, held)]
    return Offer(later, lines) if lines else None


def later_template(roadmap: Roadmap) -> RoadmapTemplate | None:
    """The newest published version of the roadmap's template that it neither has nor refused."""
    seen = roadmap.seen_template.version if roadmap.seen_template else 0
    newest = RoadmapTemplate.objects.published().filter(
        code=roadmap.template.code, version__gt=max(seen, roadmap.template.version)
    )
    return newest.order_by("-version").first()


def _rows(template: RoadmapTemplate) -> list[dict[str, Any]]:
    events = TemplateEvent.objects.filter(stage__template=template).select_related("stage")
    return differences.template_rows(events.order_by("stage__order", "order"))


def _fits(line: differences.Difference, held: dict[str, RoadmapEvent]) -> bool:
    """Changed and gone lines concern events still to be done; an added one is news unless it is there."""
    event = held.get(line.code)
    if line.kind == differences.ADDED:
        return event is None or event.title != line.title
    return event is not None and event.is_open


@transaction.atomic
def take_lines(*, roadmap: Roadmap, codes: Collection[str], by: "User | None") -> Revision:
    """Put the chosen lines of the later version into the proposed version of the plan, to be agreed."""
    roadmap = locked(roadmap)
    revision = revising.open_revision(roadmap, by)
    offer = offer_for(roadmap)
    if offer is None:
        raise ValidationError("Новой версии шаблона для этой карты нет.")
    chosen = [line for line in offer.lines if line.code in codes]
    if not chosen:
        raise ValidationError("Отметьте хотя бы одну строку или оставьте план как есть.")
    held = {event.code: event for event in roadmap.events.select_related("stage")}
    news = {
        event.code: event
        for event in TemplateEvent.objects.filter(stage__template=offer.template).select_related("stage")
    }
    for line in chosen:
        _take(line, revision, held.get(line.code), news.get(line.code))
    revision.template = offer.template
    revision.save(update_fields=["template"])
    text = ", ".join(line.code for line in chosen)
    record(by=by, action="roadmap.offer_taken", target=roadmap, text=f"{offer.template}: {text}")
    return revision


def _take(
    line: differences.Difference, revision: Revision, event: RoadmapEvent | None, news: TemplateEvent | None
) -> None:
    roadmap = revision.roadmap
    reason = f"Новая версия шаблона: «{revision.roadmap.template.title}»"
    if line.kind == differences.ADDED and news is not None:
        row = RevisionLine(revision=revision, kind=LineKind.ADD, reason=reason)
        values = copying.values_of(news, roadmap.year)
        values["stage_id"] = _stage_in(roadmap, news).pk
        row.code = line.code if event is None else numbering.next_code(roadmap, news.stage)
    elif event is not None:
        kind = LineKind.CANCEL if news is None else LineKind.EDIT
        row = revision.lines.filter(event=event).first() or RevisionLine(revision=revision, event=event)
        row.code, row.kind, row.reason = event.code, kind, reason
        values = {name: getattr(event, name) for name in PLAN_FIELDS}
        if news is not None:
            values |= _changed_values(line, news, roadmap)
    check_planned(row, values, roadmap)
    row.validate_constraints()
    row.save()


def _changed_values(line: differences.Difference, news: TemplateEvent, roadmap: Roadmap) -> dict[str, Any]:
    """Only what the new version changed: the school's own days and words stay where it did not."""
    names = {change.name for change in line.changes}
    values = copying.values_of(news, roadmap.year)
    taken: dict[str, Any] = {name: values[name] for name in ("title", "form", "responsible") if name in names}
    if "result" in names:
        taken["expected_result"] = values["expected_result"]
    if "stage" in names:
        taken["stage"] = _stage_in(roadmap, news)
    if names & {"term_kind", "start_month", "due_month"}:
        taken |= {name: values[name] for name in ("term_text", "term_kind", "start_date", "due_date")}
    return taken


def _stage_in(roadmap: Roadmap, news: TemplateEvent) -> Any:
    """The plan's own stage of that number, else the new version's."""
    held = {stage.number: stage for stage in numbering.stages_of(roadmap)}
    return held.get(news.stage.number, news.stage)


@transaction.atomic
def leave_offer(*, roadmap: Roadmap, by: "User | None") -> Roadmap:
    """Keep the plan as it is: this version of the template is not offered again."""
    roadmap = locked(roadmap)
    require(by, "revise", roadmap)
    later = later_template(roadmap)
    if later is None:
        raise ValidationError("Новой версии шаблона для этой карты нет.")
    roadmap.seen_template = later
    roadmap.save(update_fields=["seen_template"])
    record(by=by, action="roadmap.offer_left", target=roadmap, text=str(later))
    return roadmap
